package io.sessiongrid.attribute;

import java.io.ObjectStreamClass;
import java.io.ObjectStreamField;
import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The shortest way from an attribute to an object in its graph, as one would write it: {@code cart.items[3].source}.
 *
 * <p>Follows what serialization follows, as far as it can be seen: serializable fields, array elements, and the
 * contents of collections and maps.
 */
final class ObjectPath {
    /** Enough for any graph that a person will look at; a search takes some milliseconds at most. */
    private static final int MAX_OBJECTS = 50_000;

    private final Deque<Step> ahead = new ArrayDeque<>();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private ObjectPath() {}

    private record Step(@Nullable Step from, String label, Object object) {
        String path() {
            StringBuilder path = new StringBuilder();
            for (Step step = this; step != null; step = step.from) {
                path.insert(0, step.label);
            }
            return path.toString();
        }
    }

    /** The path to the first object wanted, or null if none was found; never throws, whatever the objects do. */
    static @Nullable String find(String name, Object root, Predicate<Object> wanted) {
        return new ObjectPath().search(new Step(null, name, root), wanted);
    }

    private @Nullable String search(Step root, Predicate<Object> wanted) {
        ahead.add(root);
        while (!ahead.isEmpty()) {
            Step step = ahead.remove();
            if (wanted.test(step.object)) {
                return step.path();
            }
            addChildren(step);
        }
        return null;
    }

    private void addChildren(Step step) {
        try {
            addFields(step);
            addElements(step);
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            // An application's collection may fail to be walked, which is not what is being looked for.
        }
    }

    private void add(Step from, String label, @Nullable Object object) {
        if (object != null && seen.size() < MAX_OBJECTS && seen.add(object)) {
            ahead.add(new Step(from, label, object));
        }
    }

    private void addFields(Step step) {
        for (Class<?> type = step.object.getClass(); type != null; type = type.getSuperclass()) {
            ObjectStreamClass serialized = ObjectStreamClass.lookup(type);
            if (serialized != null) {
                for (ObjectStreamField field : serialized.getFields()) {
                    addField(step, type, field);
                }
            }
        }
    }

    private void addField(Step step, Class<?> type, ObjectStreamField serialized) {
        if (serialized.isPrimitive()) {
            return;
        }
        try {
            Field field = type.getDeclaredField(serialized.getName());
            if (field.trySetAccessible()) {
                add(step, "." + field.getName(), field.get(step.object));
            }
        } catch (ReflectiveOperationException e) {
            return; // serialPersistentFields may name what is no field
        }
    }

    private void addElements(Step step) {
        if (step.object instanceof Object[] array) {
            for (int i = 0; i < array.length; i++) {
                add(step, "[" + i + "]", array[i]);
            }
        } else if (step.object instanceof Collection<?> elements) {
            int i = 0;
            for (Object element : elements) {
                add(step, "[" + i++ + "]", element);
            }
        } else if (step.object instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                add(step, label(key), value);
                add(step, label(key), key);
            });
        }
    }

    /** Other keys are described by their class, because {@code toString} is theirs to define. */
    private static String label(@Nullable Object key) {
        if (key instanceof String) {
            return "[\"" + key + "\"]";
        }
        if (key == null || key instanceof Number || key instanceof Enum<?>) {
            return "[" + key + "]";
        }
        return "[key of class " + key.getClass().getName() + "]";
    }
}
