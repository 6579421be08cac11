package io.sessiongrid.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessiongrid.store.MemberInspection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A member of another version")
class MemberFitTest {
    @ParameterizedTest
    @CsvSource({"1.2.0,1.2.7", "1.2.0,1.3.0-SNAPSHOT", "1.2.0,1.1.9", "1.2.0,''", "'',9.9.9"})
    void fitsIfItIsOfTheSameOrANeighbouringRelease(String ours, String theirs) {
        assertThat(problems(ours, "5.7.0", theirs, "5.7.3")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1.2.0,1.4.0", "1.2.0,2.2.0", "1.2.0,1.0.0"})
    void isNamedWithTheRemedyIfItIsOfAFarOne(String ours, String theirs) {
        assertThat(problems(ours, "5.7.0", theirs, "5.7.0"))
                .singleElement()
                .asString()
                .contains("Sessiongrid " + theirs, "this node " + ours, "update");
    }

    @ParameterizedTest
    @CsvSource({"5.6.0", "5.8.0", "6.7.0"})
    void isNamedWithTheRemedyIfHazelcastIs(String theirs) {
        assertThat(problems("1.2.0", "5.7.0", "1.2.0", theirs))
                .singleElement()
                .asString()
                .contains("Hazelcast " + theirs, "this node 5.7.0", "update");
    }

    private static List<String> problems(String ours, String ourHazelcast, String theirs, String theirHazelcast) {
        return new MemberFit(ours, ourHazelcast)
                .problems(new MemberInspection(theirs, theirHazelcast, List.of(), List.of(), Map.of()));
    }
}
