package io.sessiongrid.jetty;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/**
 * The form that Jetty's FORM authentication sets aside in the session until its sender has logged in. Jetty keeps it as
 * {@link Fields}, which cannot travel; the grid gets a map of lists.
 */
final class SavedForm {
    /** {@code FormAuthenticator.__J_POST}; the class is in a module that need not be there. */
    private static final String ATTRIBUTE = "org.eclipse.jetty.security.form_POST";

    private SavedForm() {}

    /** What is stored for a value that the container sets. */
    static Object stored(Object value) {
        if (!(value instanceof Fields fields)) {
            return value;
        }
        Map<String, List<String>> form = new LinkedHashMap<>();
        fields.forEach(field -> form.put(field.getName(), new ArrayList<>(field.getValues())));
        return form;
    }

    /** What the container gets for a value that is stored. */
    static @Nullable Object read(String name, @Nullable Object stored) {
        if (!ATTRIBUTE.equals(name) || !(stored instanceof Map<?, ?> form)) {
            return stored;
        }
        Fields fields = new Fields();
        form.forEach((field, values) -> {
            if (values instanceof List<?> list) {
                list.forEach(value -> fields.add(String.valueOf(field), String.valueOf(value)));
            }
        });
        return fields;
    }
}
