package io.sessiongrid.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The last commit of each of the last few writers, newest last, by which a repeated commit is recognised.
 *
 * <p>A writer's commits arrive in order, because it waits for each; one that is not newer than its last is a
 * repetition, or was given up by its writer, which has since sent the same changes again.
 */
public final class RecentCommits {
    /** Writers remembered: more than the app servers that use one session within the time of one retry. */
    static final int MAX_WRITERS = 8;

    public static final RecentCommits NONE = new RecentCommits(List.of());

    /** Of each, the writer and the sequence; in an array, because members keep millions. */
    private final long[] numbers;

    public RecentCommits(List<CommitId> commits) {
        this.numbers = commits.stream()
                .flatMapToLong(commit -> LongStream.of(commit.writer(), commit.sequence()))
                .toArray();
    }

    public List<CommitId> commits() {
        return IntStream.range(0, numbers.length / 2).mapToObj(this::commit).toList();
    }

    private CommitId commit(int place) {
        return new CommitId(numbers[2 * place], numbers[2 * place + 1]);
    }

    boolean include(CommitId commit) {
        for (int i = 0; i < numbers.length; i += 2) {
            if (numbers[i] == commit.writer() && numbers[i + 1] >= commit.sequence()) {
                return true;
            }
        }
        return false;
    }

    @Nullable
    CommitId last() {
        return numbers.length == 0 ? null : commit(numbers.length / 2 - 1);
    }

    RecentCommits with(CommitId commit) {
        List<CommitId> now = new ArrayList<>(MAX_WRITERS + 1);
        for (CommitId known : commits()) {
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
        for (List<CommitId> half : List.of(commits(), that.commits())) {
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

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RecentCommits that && Arrays.equals(numbers, that.numbers);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(numbers);
    }

    @Override
    public String toString() {
        return commits().toString();
    }
}
