package io.sessiongrid.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The live sessions of one application on this server: those in use, of which there is never more than one a key, and a
 * bounded number that are kept, so that the next request need not decode them again. Thread-safe.
 *
 * <p>A kept session stays among the kept while it is used: to take it out and put it back costs more than all else that
 * a request does here.
 */
final class LiveSessions {
    /** The share of the heap that idle copies may take. */
    private static final int HEAP_SHARE = 10;

    /** Objects take about this many times the bytes of their encoding. */
    private static final int OBJECTS_PER_BYTE = 4;

    /** What a copy without attributes takes, in bytes. */
    private static final int EMPTY_COPY = 1_000;

    private record InUse(LiveSession session, int users) {}

    /** A copy that is kept, with what it weighed when that was looked at last. */
    private record Kept(LiveSession session, long bytes) {}

    private final ConcurrentMap<String, InUse> inUse = new ConcurrentHashMap<>();
    private final Cache<String, Kept> kept;
    private final Function<String, LiveSession> blank;

    LiveSessions(SessionRules rules, Function<String, LiveSession> blank) {
        this.blank = blank;
        this.kept = cache(rules);
    }

    private static Cache<String, Kept> cache(SessionRules rules) {
        Caffeine<Object, Object> cache = Caffeine.newBuilder().expireAfterAccess(rules.liveSessionIdle());
        if (rules.maxLiveSessions() != null) {
            return cache.maximumSize(rules.maxLiveSessions()).build();
        }
        return cache.maximumWeight(mostBytes())
                .weigher((String key, Kept copy) -> (int) Math.min(Integer.MAX_VALUE, copy.bytes()))
                .build();
    }

    /** What copies may take of the heap. */
    static long mostBytes() {
        return Runtime.getRuntime().maxMemory() / HEAP_SHARE;
    }

    /** About what a copy takes of the heap. */
    static long bytesOf(LiveSession session) {
        return EMPTY_COPY + OBJECTS_PER_BYTE * session.attributes().weight();
    }

    /** The copy for this key, a blank one if there is none; the caller must {@link #release} it. */
    LiveSession acquire(String key) {
        return inUse.compute(key, (k, known) -> {
                    if (known != null) {
                        return new InUse(known.session(), known.users() + 1);
                    }
                    Kept copy = kept.getIfPresent(k);
                    return new InUse(copy == null ? blank.apply(k) : copy.session(), 1);
                })
                .session();
    }

    /** A blank copy for a session that begins; one of an earlier session of this key is not used again. */
    LiveSession begin(String key) {
        LiveSession begun = blank.apply(key);
        kept.invalidate(key);
        inUse.put(key, new InUse(begun, 1));
        return begun;
    }

    /** A session that is in use is not let go of before it is released once more. */
    void hold(LiveSession session) {
        inUse.computeIfPresent(
                session.key(),
                (k, known) -> known.session() == session ? new InUse(session, known.users() + 1) : known);
    }

    void release(String key, LiveSession session) {
        inUse.computeIfPresent(key, (k, known) -> {
            if (known.session() != session) {
                return known;
            }
            if (known.users() > 1) {
                return new InUse(known.session(), known.users() - 1);
            }
            keep(k, session);
            return null;
        });
    }

    private void keep(String key, LiveSession session) {
        Kept before = kept.getIfPresent(key);
        if (!session.isWorthKeeping()) {
            if (before != null) {
                kept.invalidate(key);
            }
            return;
        }
        long bytes = bytesOf(session);
        if (before == null || before.session() != session || before.bytes() != bytes) {
            kept.put(key, new Kept(session, bytes));
        }
    }

    /** A session that a request on this server is using now, or null. */
    @Nullable
    LiveSession used(String key) {
        InUse known = inUse.get(key);
        return known == null ? null : known.session();
    }

    /** See {@link Trust#lose}. */
    void distrust(String key) {
        // Within one step of the map, because a copy may become idle, or used, meanwhile.
        inUse.compute(key, (k, known) -> {
            LiveSession copy = known == null ? kept(k) : known.session();
            if (copy != null) {
                copy.trust().lose();
            }
            return known;
        });
    }

    private @Nullable LiveSession kept(String key) {
        Kept copy = kept.getIfPresent(key);
        return copy == null ? null : copy.session();
    }

    /** Of copies in use and kept. */
    Set<String> keys() {
        Set<String> keys = new HashSet<>(inUse.keySet());
        keys.addAll(kept.asMap().keySet());
        return keys;
    }

    /** The session has ended, by what another has found out; a request that is using it finds out by itself. */
    void forget(String key) {
        kept.invalidate(key);
    }

    /** Lets go of copies that have been idle for too long, though nobody asks for others. */
    void cleanUp() {
        kept.cleanUp();
    }

    /** Copies in use and kept. */
    long size() {
        return kept.estimatedSize()
                + inUse.keySet().stream()
                        .filter(key -> !kept.asMap().containsKey(key))
                        .count();
    }

    /** Bytes of encoded attributes in all copies. */
    long weight() {
        return all().mapToLong(session -> session.attributes().weight()).sum();
    }

    private Stream<LiveSession> all() {
        return Stream.concat(
                        inUse.values().stream().map(InUse::session),
                        kept.asMap().values().stream().map(Kept::session))
                .distinct();
    }

    void clear() {
        kept.invalidateAll();
    }
}
