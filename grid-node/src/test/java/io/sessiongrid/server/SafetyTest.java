package io.sessiongrid.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.cluster.Address;
import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.impl.MemberImpl;
import com.hazelcast.version.MemberVersion;
import io.sessiongrid.store.HeapUse;
import io.sessiongrid.store.MemberReport;
import io.sessiongrid.store.Reply;
import io.sessiongrid.store.SessionCount;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A restart")
class SafetyTest {
    private static final int PARTITIONS = 30;

    private final Map<Member, Reply<MemberReport>> replies = new LinkedHashMap<>();

    @Test
    void isSafeWhenEachOfTwoMembersHasTheBackupsOfTheOther() throws Exception {
        member(5701, 15, Map.of("sessions-shop", 1));
        member(5702, 15, Map.of("sessions-shop", 1));

        assertThat(Safety.of(replies).reasons()).isEmpty();
    }

    @Test
    void isNotSafeForTheOnlyMember() throws Exception {
        member(5701, 30, Map.of("sessions-shop", 1));

        assertThat(Safety.of(replies).reasons()).containsExactly("there is 1 member; 2 are needed");
    }

    @Test
    void isNotSafeForAMapWithoutBackupsBesideOneThatHasThem() throws Exception {
        member(5701, 15, Map.of("sessions-shop", 0, "sessions-*", 1));
        member(5702, 15, Map.of("sessions-shop", 1, "sessions-*", 1));

        assertThat(Safety.of(replies).reasons())
                .containsExactly(
                        "map sessions-shop of member 127.0.0.1:5701 has backup-count 0, so that a lost member"
                                + " takes its sessions with it; write 1 or more in the Hazelcast configuration of every member");
    }

    @Test
    void isNotSafeWithFewerMembersThanExpected() throws Exception {
        member(5701, 15, Map.of("sessions-shop", 1));
        member(5702, 15, Map.of("sessions-shop", 1));

        assertThat(Safety.of(replies).expecting(2, 2).reasons()).isEmpty();
        assertThat(Safety.of(replies).expecting(3, 2).reasons()).containsExactly("2 of 3 expected members are there");
    }

    private void member(int port, int owned, Map<String, Integer> backups) throws UnknownHostException {
        Member member = new MemberImpl.Builder(new Address("127.0.0.1", port))
                .uuid(new UUID(0, port))
                .version(MemberVersion.of("5.7.0"))
                .build();
        Map<String, MemberReport.SessionMap> maps = new LinkedHashMap<>();
        backups.forEach(
                (name, count) -> maps.put(name, new MemberReport.SessionMap(count, List.of(), new SessionCount(0, 0))));
        MemberReport report = new MemberReport(
                "",
                "5.7.0",
                "17",
                "",
                Instant.EPOCH,
                Instant.EPOCH,
                false,
                new HeapUse(0, 1),
                new MemberReport.Partitions(owned, PARTITIONS, 0, 0, false),
                maps);
        replies.put(member, new Reply.Answer<>(report, Instant.EPOCH, Instant.EPOCH));
    }
}
