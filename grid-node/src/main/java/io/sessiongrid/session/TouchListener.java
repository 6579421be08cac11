package io.sessiongrid.session;

/** Who is told, on any thread, of a {@link SessionStore#touch} that did not move the last accessed time. */
public interface TouchListener {
    TouchListener NONE = new TouchListener() {
        @Override
        public void gone() {}

        @Override
        public void lost() {}
    };

    /** There is no such session any more. */
    void gone();

    /** The grid did not confirm. */
    void lost();
}
