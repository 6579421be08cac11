package io.sessiongrid.web;

import io.sessiongrid.session.RevocationListener;
import io.sessiongrid.session.SessionStore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the other app servers of an application do with its sessions, as far as this one hears of it, and what they are
 * told. Thread-safe.
 */
final class OtherServers implements RevocationListener {
    private final SessionStore store;
    private final long writer;
    private final boolean sticky;
    private final LiveSessions live;
    private final Runnable keepAlive;
    private final AtomicLong epoch = new AtomicLong();
    private volatile boolean hearing;

    /**
     * @param sticky true if servers trust their copies
     * @param keepAlive touches all sessions that are in use here
     */
    OtherServers(SessionStore store, long writer, boolean sticky, LiveSessions live, Runnable keepAlive) {
        this.store = store;
        this.writer = writer;
        this.sticky = sticky;
        this.live = live;
        this.keepAlive = keepAlive;
    }

    /** Those that trust a copy of this session are told not to. */
    void revoke(String key) {
        if (sticky) {
            store.revoke(key, writer);
        }
    }

    /** Requests that are using the session must keep it alive in a shorter interval from now on. */
    void tellOfShorterLife(String key) {
        store.tellOfShorterLife(key, writer);
    }

    /** False as long as others may say of a session what this server does not hear: no copy is trusted then. */
    boolean areHeard() {
        return hearing;
    }

    /** Copies that were brought up to date in an earlier epoch are not trusted. */
    long epoch() {
        return epoch.get();
    }

    @Override
    public void revoked(String key, long by) {
        if (by != writer) {
            live.distrust(key);
        }
    }

    @Override
    public void shortened(String key, long by) {
        LiveSession used = by == writer ? null : live.used(key);
        if (used != null) {
            used.touches().now();
        }
    }

    @Override
    public void cutOff() {
        hearing = false;
    }

    @Override
    public void mayHaveMissedSome() {
        epoch.incrementAndGet();
        hearing = true;
        keepAlive.run();
    }
}
