package io.sessiongrid.tomcat.faults;

/** What a request does to one attribute. The value of an attribute is its text; {@link #ABSENT} if there is none. */
sealed interface Change {
    String ABSENT = "";

    String name();

    /** The value afterwards. */
    String after(String before);

    /** As {@code /steps} takes it. */
    String step();

    /** {@code setAttribute}. */
    record Put(String name, String value) implements Change {
        @Override
        public String after(String before) {
            return value;
        }

        @Override
        public String step() {
            return "set:" + name + ":" + value;
        }
    }

    /** {@code removeAttribute}. */
    record Remove(String name) implements Change {
        @Override
        public String after(String before) {
            return ABSENT;
        }

        @Override
        public String step() {
            return "remove:" + name;
        }
    }

    /** Adds to a list in place. */
    record Add(String name, String thing) implements Change {
        @Override
        public String after(String before) {
            return before.equals(ABSENT) ? "[" + thing + "]" : before.replace("]", ", " + thing + "]");
        }

        @Override
        public String step() {
            return "add:" + name + ":" + thing;
        }
    }
}
