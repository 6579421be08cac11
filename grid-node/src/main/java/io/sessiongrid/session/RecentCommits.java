package io.sessiongrid.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last commit of each of the last few writers, newest last, by which a repeated commit is recognised.
 *
 * <p>A writer's commits arrive in order, because it waits for each; one that is not newer than its last is a
 * repetition, or was given up by its writer, which has since sent the same changes again.
 */
public record RecentCommits(List<CommitId> commits) {
    /** Writers remembered: more than the app servers that use one session within the time of one retry. */
    static final int MAX_WRITERS = 8;

    public static final RecentCommits NONE = new RecentCommits(List.of());

    public RecentCommits {
        commits = List.copyOf(commits);
    }

    boolean include(CommitId commit) {
        return commits.stream()
                .anyMatch(known -> known.writer() == commit.writer() && known.sequence() >= commit.sequence());
    }

    @Nullable
    CommitId last() {
        return commits.isEmpty() ? null : commits.get(commits.size() - 1);
    }

    RecentCommits with(CommitId commit) {
        List<CommitId> now = new ArrayList<>(MAX_WRITERS + 1);
        for (CommitId known : commits) {
            if (known.writer() != commit.writer()) {
                now.add(known);
            }
        }
        now.add(commit);
        return new RecentCommits(now.subList(Math.max(0, now.size() - MAX_WRITERS), now.size()));
    }

    /** Of two halves of a split grid: the newest of each writer, and of all writers those that wrote last. */
    RecentCommits union(RecentCommits that) {
        Map<Long, Recent> byWriter = new HashMap<>();
        for (List<CommitId> half : List.of(commits, that.commits)) {
            for (int i = 0; i < half.size(); i++) {
                Recent recent = new Recent(half.get(i), half.size() - i);
                byWriter.merge(recent.commit.writer(), recent, Recent::merged);
            }
        }
        List<CommitId> newestLast = byWriter.values().stream()
                .sorted(Recent.NEWEST_LAST)
                .skip(Math.max(0, byWriter.size() - MAX_WRITERS))
                .map(Recent::commit)
                .toList();
        return new RecentCommits(newestLast);
    }

    /** @param age 1 for the last commit of its half */
    private record Recent(CommitId commit, int age) {
        static final Comparator<Recent> NEWEST_LAST =
                Comparator.comparingInt((Recent recent) -> -recent.age).thenComparing(recent -> recent.commit.writer());

        Recent merged(Recent that) {
            CommitId newest = commit.sequence() > that.commit.sequence() ? commit : that.commit;
            return new Recent(newest, Math.min(age, that.age));
        }
    }
}
