package io.sessiongrid.demo.script;

import io.sessiongrid.demo.shop.Receipt;

/** What became of a request, as far as its shopper knows. */
sealed interface Outcome {
    /** The shop did what it was asked, and says what there is now. */
    record Answered(Receipt receipt) implements Outcome {}

    /**
     * Whether the shop did what it was asked is unknown.
     *
     * @param how for people, for example "status 502"
     */
    record Failed(String how) implements Outcome {}
}
