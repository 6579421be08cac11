package io.sessiongrid.web;

/** What reading an attribute answers whose class is gone or has changed (setting {@code unreadableAttribute}, G9). */
public enum UnreadableAttributes {
    /** There is no such attribute; its bytes stay in the grid for servers that can read them. */
    ABSENT,

    /** {@link io.sessiongrid.attribute.UnreadableAttributeException} for this attribute; the others are unharmed. */
    FAIL
}
