package io.sessiongrid.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.cluster.Address;
import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.impl.MemberImpl;
import com.hazelcast.instance.BuildInfoProvider;
import com.hazelcast.version.MemberVersion;
import io.sessiongrid.store.HeapUse;
import io.sessiongrid.store.MemberReport;
import io.sessiongrid.store.Reply;
import io.sessiongrid.store.SessionCount;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("In a grid, doctor finds")
class GridFindingsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final Map<Member, Reply<MemberReport>> replies = new LinkedHashMap<>();
    private String hazelcast = BuildInfoProvider.getBuildInfo().getVersion();

    @Test
    void nothingInAGridThatIsWell() throws Exception {
        three(50, Duration.ZERO);

        assertThat(GridFindings.in(replies)).isEmpty();
    }

    @Test
    @DisplayName("that the heaps of two members cannot take what a third, lost, has held; 53 % can, 54 % cannot")
    void thatHeapsAreTooSmallWithOneMemberLost() throws Exception {
        three(53, Duration.ZERO);
        assertThat(GridFindings.in(replies)).isEmpty();

        three(54, Duration.ZERO);
        assertThat(found())
                .containsExactly(
                        "with one member lost, the heaps of the others would be 81 % full with what is in use");
    }

    @Test
    @DisplayName("that the clock of this machine is wrong if members agree about another time")
    void thatItsOwnClockIsWrong() throws Exception {
        three(50, Duration.ofSeconds(90));
        assertThat(found()).containsExactly("its clock is 1 min 30 s behind those of all members");

        three(50, Duration.ofSeconds(-90));
        assertThat(found()).containsExactly("its clock is 1 min 30 s ahead of those of all members");
    }

    @Test
    @DisplayName("no wrong clock where the way to the members and back took the time")
    void nothingInTheTimeOnTheWay() throws Exception {
        three(50, Duration.ofMillis(900));

        assertThat(GridFindings.in(replies)).isEmpty();
    }

    @Test
    @DisplayName("that a member here would run another version than all others")
    void thatItIsOfAnotherVersionItself() throws Exception {
        hazelcast = "5.7.9";
        three(50, Duration.ZERO);

        assertThat(found())
                .singleElement()
                .asString()
                .startsWith("members would run different versions of Hazelcast: ")
                .contains("5.7.9 (member 127.0.0.1:5701, ")
                .contains("(this grid-node)");
    }

    private List<String> found() {
        return GridFindings.in(replies).stream().map(Finding::what).toList();
    }

    /** Three members, each with so much of its heap in use, whose clocks are ahead of that of who asks. */
    private void three(int percent, Duration ahead) throws UnknownHostException {
        replies.clear();
        for (int port = 5701; port <= 5703; port++) {
            Member member = new MemberImpl.Builder(new Address("127.0.0.1", port))
                    .uuid(new UUID(0, port))
                    .version(MemberVersion.of("5.7.0"))
                    .build();
            MemberReport report = new MemberReport(
                    "0.1.0",
                    hazelcast,
                    Runtime.version().toString(),
                    "",
                    NOW,
                    NOW.plus(ahead),
                    false,
                    new HeapUse(percent, 100),
                    new MemberReport.Partitions(10, 30, 0, 0, false),
                    Map.of("sessions-shop", new MemberReport.SessionMap(1, List.of(), new SessionCount(0, 0))));
            replies.put(member, new Reply.Answer<>(report, NOW, NOW));
        }
    }
}
