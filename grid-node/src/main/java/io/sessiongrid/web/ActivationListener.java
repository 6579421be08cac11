package io.sessiongrid.web;

/**
 * Told of attribute values on their way to the grid and from it ({@code HttpSessionActivationListener}, Servlet 6.1
 * §7.7.2): a container's adapter passes it on to those that want to know.
 */
public interface ActivationListener {
    /** Nobody wants to know. */
    ActivationListener NONE = new ActivationListener() {
        @Override
        public void willPassivate(Object value) {}

        @Override
        public void didActivate(Object value) {}
    };

    /** The value is about to be encoded, for other servers to read. */
    void willPassivate(Object value);

    /** The value was decoded here, or was encoded and is used further. */
    void didActivate(Object value);
}
