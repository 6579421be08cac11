package io.sessiongrid.tomcat;

import io.sessiongrid.web.SessionUse;
import java.util.AbstractMap;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a session, as the map in which Tomcat expects them: Tomcat's own rules for attributes and their
 * listeners then hold unchanged. What the container itself keeps in the session is not in it.
 *
 * <p>Attributes that Tomcat's filters exclude ({@code sessionAttributeNameFilter} and its like) stay on this server.
 */
final class GridAttributes extends AbstractMap<String, Object> implements ConcurrentMap<String, Object> {
    private final SessionUse use;
    private final Map<String, Object> local;
    private final BiPredicate<String, Object> travels;

    GridAttributes(SessionUse use, Map<String, Object> local, BiPredicate<String, Object> travels) {
        this.use = use;
        this.local = local;
        this.travels = travels;
    }

    @Override
    public @Nullable Object get(Object name) {
        if (!(name instanceof String text) || SavedLogin.isReserved(text)) {
            return null;
        }
        Object here = local.get(text);
        return here == null ? use.attribute(text) : here;
    }

    @Override
    public @Nullable Object put(String name, Object value) {
        if (SavedLogin.isReserved(name)) {
            throw new IllegalArgumentException("Attribute name " + name + " belongs to Sessiongrid");
        }
        if (travels.test(name, value)) {
            Object here = local.remove(name);
            Object before = use.setAttribute(name, value);
            return here == null ? before : here;
        }
        Object before = remove(name);
        local.put(name, value);
        return before;
    }

    @Override
    public @Nullable Object remove(Object name) {
        if (!(name instanceof String text) || SavedLogin.isReserved(text)) {
            return null;
        }
        Object here = local.remove(text);
        return here == null ? use.removeAttribute(text) : here;
    }

    @Override
    public boolean containsKey(Object name) {
        return get(name) != null;
    }

    @Override
    public Set<String> keySet() {
        return Stream.concat(local.keySet().stream(), use.attributeNames().stream())
                .filter(name -> !SavedLogin.isReserved(name))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Collection<Object> values() {
        return entrySet().stream().map(Map.Entry::getValue).toList();
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        return keySet().stream().flatMap(this::entry).collect(Collectors.toUnmodifiableSet());
    }

    /** None if the attribute is unreadable, or was removed meanwhile. */
    private Stream<Map.Entry<String, Object>> entry(String name) {
        Object value = get(name);
        return value == null ? Stream.empty() : Stream.of(Map.entry(name, value));
    }

    @Override
    public void clear() {
        keySet().forEach(this::remove);
    }

    // The rest of a concurrent map, which Tomcat does not use: one step each as far as this request is concerned.

    @Override
    public synchronized @Nullable Object putIfAbsent(String name, Object value) {
        Object before = get(name);
        return before == null ? put(name, value) : before;
    }

    @Override
    public synchronized boolean remove(Object name, Object value) {
        return Objects.equals(get(name), value) && remove(name) != null;
    }

    @Override
    public synchronized boolean replace(String name, Object before, Object value) {
        return Objects.equals(get(name), before) && replace(name, value) != null;
    }

    @Override
    public synchronized @Nullable Object replace(String name, Object value) {
        return containsKey(name) ? put(name, value) : null;
    }
}
