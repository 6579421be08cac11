package io.sessiongrid.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("Recent commits")
@Tag("G18")
class RecentCommitsTest {
    @Test
    void knowNothingAtFirst() {
        assertThat(RecentCommits.NONE.include(new CommitId(1, 0))).isFalse();
    }

    @Test
    void recogniseARepetition() {
        RecentCommits commits = RecentCommits.NONE.with(new CommitId(1, 5));

        assertThat(commits.include(new CommitId(1, 5))).isTrue();
    }

    @Test
    void recogniseWhatItsWriterHasGivenUp() {
        RecentCommits commits = RecentCommits.NONE.with(new CommitId(1, 5));

        assertThat(commits.include(new CommitId(1, 4))).isTrue();
    }

    @Test
    void letTheNextOneOfAWriterPass() {
        RecentCommits commits = RecentCommits.NONE.with(new CommitId(1, 5));

        assertThat(commits.include(new CommitId(1, 6))).isFalse();
    }

    @Test
    void tellWritersApart() {
        RecentCommits commits = RecentCommits.NONE.with(new CommitId(1, 5));

        assertThat(commits.include(new CommitId(2, 5))).isFalse();
    }

    @Test
    void keepOneOfEachWriter() {
        RecentCommits commits = RecentCommits.NONE
                .with(new CommitId(1, 5))
                .with(new CommitId(2, 1))
                .with(new CommitId(1, 6));

        assertThat(commits.commits()).containsExactly(new CommitId(2, 1), new CommitId(1, 6));
    }

    @Test
    void rememberTheLastWritersOfEndlesslyMany() {
        RecentCommits commits = LongStream.range(0, 1_000)
                .mapToObj(writer -> new CommitId(writer, 7))
                .reduce(RecentCommits.NONE, RecentCommits::with, (some, others) -> others);

        assertThat(commits.commits()).hasSize(RecentCommits.MAX_WRITERS);
        assertThat(commits.include(new CommitId(1_000 - RecentCommits.MAX_WRITERS, 7)))
                .isTrue();
        assertThat(commits.include(new CommitId(1_000 - RecentCommits.MAX_WRITERS - 1, 7)))
                .isFalse();
    }

    @Test
    void forgetTheWriterThatWasQuietForLongestFirst() {
        RecentCommits commits = RecentCommits.NONE.with(new CommitId(0, 1)).with(new CommitId(1, 1));
        commits = commits.with(new CommitId(0, 2));
        for (int writer = 2; writer <= RecentCommits.MAX_WRITERS; writer++) {
            commits = commits.with(new CommitId(writer, 1));
        }

        assertThat(commits.include(new CommitId(0, 2))).isTrue();
        assertThat(commits.include(new CommitId(1, 1))).isFalse();
    }
}
