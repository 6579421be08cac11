package io.sessiongrid.contract;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayNameGenerator;

/** Shows a test as a sentence, with the guarantee that it belongs to: {@code [G5] the old id opens nothing}. */
final class Sentences extends DisplayNameGenerator.Standard {
    @Override
    public String generateDisplayNameForMethod(List<Class<?>> enclosing, Class<?> test, Method method) {
        Guarantee ofMethod = method.getAnnotation(Guarantee.class);
        Guarantee guarantee = ofMethod == null ? method.getDeclaringClass().getAnnotation(Guarantee.class) : ofMethod;
        String words = method.getName().replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
        return guarantee == null ? words : "[" + guarantee.value() + "] " + words;
    }
}
