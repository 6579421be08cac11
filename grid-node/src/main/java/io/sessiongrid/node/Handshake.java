package io.sessiongrid.node;

import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import com.hazelcast.instance.BuildInfoProvider;
import io.sessiongrid.store.MemberInspection;
import io.sessiongrid.store.MemberState;
import io.sessiongrid.store.Reply;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Asks every member whether it fits a session map, and compares what they say: when an application or a member starts,
 * when this node connects, and when a member joins. What does not fit is logged once; nobody waits for it but the start
 * of an application. Thread-safe.
 */
public final class Handshake implements MembershipListener {
    private static final Logger log = System.getLogger(Handshake.class.getName());

    private final HazelcastInstance hazelcast;
    private final String mapName;
    private final Duration timeout;
    private final MemberFit fit = new MemberFit(
            MemberState.version(), BuildInfoProvider.getBuildInfo().getVersion());
    private final Map<UUID, List<String>> problems = new ConcurrentHashMap<>();
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private volatile List<String> disagreements = List.of();

    /** @param timeout how long members have for an answer before they count as silent */
    public Handshake(HazelcastInstance hazelcast, String mapName, Duration timeout) {
        this.hazelcast = hazelcast;
        this.mapName = mapName;
        this.timeout = timeout;
    }

    /**
     * Asks the members that are there, and waits for their answers, but not for long.
     *
     * @throws GridSettingsException if a member would lose sessions by its configuration; all is named that is to be
     *     changed
     */
    void require() {
        List<String> losses = ask().join();
        if (!losses.isEmpty()) {
            throw new GridSettingsException(losses);
        }
    }

    /**
     * Asks from now on whenever there may be somebody new.
     *
     * @return ends that
     */
    public Runnable listen() {
        UUID membership = hazelcast.getCluster().addMembershipListener(this);
        UUID lifecycle = hazelcast.getLifecycleService().addLifecycleListener(event -> {
            if (event.getState() == LifecycleState.CLIENT_CONNECTED || event.getState() == LifecycleState.MERGED) {
                askLater();
            }
        });
        askLater();
        return () -> {
            if (hazelcast.getLifecycleService().isRunning()) {
                hazelcast.getCluster().removeMembershipListener(membership);
                hazelcast.getLifecycleService().removeLifecycleListener(lifecycle);
            }
        };
    }

    private void askLater() {
        ask().exceptionally(failure -> {
            log.log(Level.DEBUG, "Could not ask members of map " + mapName, failure);
            return List.of();
        });
    }

    private CompletableFuture<List<String>> ask() {
        return MemberInspection.ask(hazelcast, mapName, timeout).thenApply(replies -> {
            List<String> losses = new ArrayList<>();
            replies.forEach((member, reply) -> losses.addAll(judge(member, reply)));
            problems.keySet()
                    .retainAll(new HashSet<>(
                            replies.keySet().stream().map(Member::getUuid).toList()));
            disagreements = Disagreement.among(replies, Map.of()).stream()
                    .map(found -> "Members differ in " + found.subject(mapName) + ": " + found.values() + "; "
                            + Disagreement.REMEDY)
                    .toList();
            disagreements.forEach(disagreement -> tell(Level.WARNING, disagreement));
            return losses;
        });
    }

    /** Answers what would lose sessions. */
    private List<String> judge(Member member, Reply<MemberInspection> reply) {
        if (reply instanceof Reply.Silence<MemberInspection> silence && !silence.leaving()) {
            tell(
                    Level.WARNING,
                    named(
                            member,
                            "it " + silence.reason() + "; look at its log, and whether it stands still: nobody knows"
                                    + " whether it fits"));
        }
        if (!(reply instanceof Reply.Answer<MemberInspection> answer)) {
            return List.of();
        }
        List<String> losses = named(member, answer.value().problems());
        List<String> others = named(member, fit.problems(answer.value()));
        others.addAll(named(member, answer.value().warnings()));
        losses.forEach(loss -> tell(Level.ERROR, loss));
        others.forEach(other -> tell(Level.WARNING, other));
        List<String> all = new ArrayList<>(losses);
        all.addAll(others);
        problems.put(member.getUuid(), all);
        return losses;
    }

    private void tell(Level level, String problem) {
        if (told.add(problem)) {
            log.log(level, "{0}", problem);
        }
    }

    private static List<String> named(Member member, List<String> found) {
        return new ArrayList<>(
                found.stream().map(problem -> named(member, problem)).toList());
    }

    private static String named(Member member, String problem) {
        return "Member " + member.getAddress().getHost() + ":"
                + member.getAddress().getPort() + ": " + problem;
    }

    /** Of the members that are there now. */
    List<String> problems() {
        return Stream.concat(problems.values().stream().flatMap(List::stream), disagreements.stream())
                .toList();
    }

    @Override
    public void memberAdded(MembershipEvent event) {
        askLater();
    }

    @Override
    public void memberRemoved(MembershipEvent event) {
        problems.remove(event.getMember().getUuid());
        askLater();
    }
}
