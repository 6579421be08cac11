package io.sessiongrid.session;

/** What happened to one attribute. */
public sealed interface AttributeChange {
    /** The attribute now has this value ({@code HttpSession.setAttribute}, or a change in place). */
    record Put(AttributeBytes value) implements AttributeChange {}

    /** The attribute is gone ({@code removeAttribute}, or {@code setAttribute} with {@code null}). */
    record Remove() implements AttributeChange {}
}
