package io.sessiongrid.session;

import java.util.ArrayList;
import java.util.List;
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
}
