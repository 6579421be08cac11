package io.sessiongrid.demo.script;

/** What a shopper does with one request. */
sealed interface Step {
    /** Looks at the basket. */
    record Look() implements Step {}

    /** Puts one of an article into the basket that was never in it before. */
    record Put(String article) implements Step {}

    /** Takes an article out of the basket, for good. */
    record Take(String article) implements Step {}

    /** Logs in, which changes the session id. */
    record LogIn() implements Step {}
}
