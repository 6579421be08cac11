package io.sessiongrid.store;

import com.hazelcast.cluster.Member;
import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.EntryProcessor;
import com.hazelcast.map.IMap;
import com.hazelcast.nio.serialization.HazelcastSerializationException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The session map, once the grid is there and was found fit to keep it.
 *
 * <p>Getting a map, and asking a member what it thinks of it, may block for as long as a member does not answer. It is
 * therefore done on a thread of its own, for all requests together, until it has succeeded once. Thread-safe.
 */
final class PreparedMap {
    private static final String INSPECTION_MAP = "sessiongrid-inspection";

    private final HazelcastInstance hazelcast;
    private final String mapName;
    private final String application;
    private volatile @Nullable IMap<String, StoredSession> ready;
    private volatile @Nullable SessionsHere here;
    private @Nullable CompletableFuture<IMap<String, StoredSession>> preparing;

    PreparedMap(HazelcastInstance hazelcast, String mapName) {
        this.hazelcast = hazelcast;
        this.mapName = mapName;
        this.application = SessionMapConfig.application(mapName);
    }

    /** Sends an operation to the owner of {@code key}, where it is counted. */
    <R> CompletionStage<R> submit(String key, SessionOperation<R> operation) {
        return send(key, operation.countedFor(application));
    }

    /** What this process keeps is read at once; null if the question has to be sent. */
    @Nullable
    OpenedReply answerHere(String key, OpenSession question) {
        SessionsHere sessions = here;
        question.countedFor(application);
        return sessions == null ? null : sessions.answer(key, question);
    }

    /** The same for anything else. */
    <R> CompletionStage<R> send(String key, EntryProcessor<String, StoredSession, R> operation) {
        IMap<String, StoredSession> sessions = ready;
        return sessions == null
                ? prepare().thenCompose(prepared -> prepared.submitToKey(key, operation))
                : sessions.submitToKey(key, operation);
    }

    /** True once it has succeeded: there is nobody to ask any more. */
    boolean isReady() {
        return ready != null;
    }

    /** Fails with {@link UnfitGridException} if there is something to change first. */
    synchronized CompletionStage<IMap<String, StoredSession>> prepare() {
        CompletableFuture<IMap<String, StoredSession>> running = preparing;
        if (running == null || running.isCompletedExceptionally()) {
            running = new CompletableFuture<>();
            preparing = running;
            CompletableFuture<IMap<String, StoredSession>> attempt = running;
            Thread thread = new Thread(() -> complete(attempt), "prepare " + mapName);
            thread.setDaemon(true);
            // It may wait for longer than the application runs.
            thread.setContextClassLoader(PreparedMap.class.getClassLoader());
            thread.start();
        }
        return running;
    }

    private void complete(CompletableFuture<IMap<String, StoredSession>> attempt) {
        try {
            inspect();
            IMap<String, StoredSession> sessions = hazelcast.getMap(mapName);
            // Requests ask for these, too, and would wait for them without a bound the first time.
            hazelcast.getMap(SweepHand.MAP);
            hazelcast.getTopic(Revocations.topicOf(mapName));
            here = SessionsHere.of(hazelcast, mapName);
            ready = sessions;
            attempt.complete(sessions);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            attempt.completeExceptionally(e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            attempt.completeExceptionally(cause instanceof HazelcastSerializationException ? foreign() : cause);
        } catch (Throwable e) {
            // Whatever it is: requests wait for this.
            attempt.completeExceptionally(e);
        }
    }

    /** On a map of its own: asking on the session map would create that, and too late for its configuration. */
    private void inspect() throws ExecutionException, InterruptedException {
        IMap<String, StoredSession> inspected = hazelcast.getMap(INSPECTION_MAP);
        List<String> problems = inspected
                .submitToKey(mapName, new InspectMap(mapName))
                .toCompletableFuture()
                .get();
        if (problems == null) {
            Config config = hazelcast.getConfig();
            config.addMapConfig(SessionMapConfig.named(mapName).setSplitBrainProtectionName(protection(config)));
        } else if (!problems.isEmpty()) {
            throw new UnfitGridException(problems);
        }
    }

    /** A client cannot know: where members have such a protection, they must name the map in their configuration. */
    private @Nullable String protection(Config config) {
        return hazelcast.getLocalEndpoint() instanceof Member ? MinimumMembers.protection(config) : null;
    }

    private static UnfitGridException foreign() {
        return new UnfitGridException(List.of("Members do not know Sessiongrid's operations; the same or a neighbouring"
                + " release of grid-node must be on the class path of every member"));
    }
}
