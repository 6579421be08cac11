package io.sessiongrid.store;

import io.sessiongrid.session.RevocationListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what it hears. */
final class Heard implements RevocationListener {
    final List<String> revoked = new CopyOnWriteArrayList<>();
    final List<String> shortened = new CopyOnWriteArrayList<>();
    volatile boolean missedSome;
    volatile boolean cutOff;

    @Override
    public void revoked(String key, long writer) {
        revoked.add(key + " by " + writer);
    }

    @Override
    public void shortened(String key, long writer) {
        shortened.add(key + " by " + writer);
    }

    @Override
    public void cutOff() {
        cutOff = true;
    }

    @Override
    public void mayHaveMissedSome() {
        missedSome = true;
        cutOff = false;
    }
}
