package io.sessiongrid.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.cluster.Address;
import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.impl.MemberImpl;
import com.hazelcast.version.MemberVersion;
import io.sessiongrid.node.HazelcastConfigs;
import io.sessiongrid.store.MemberInspection;
import io.sessiongrid.store.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("In the file of one more member, doctor finds")
class FileAndGridTest {
    private static final String MAP = "sessions-*";

    @TempDir
    private Path directory;

    private final Map<Member, Reply<MemberInspection>> replies = new LinkedHashMap<>();

    @Test
    @DisplayName("nothing if the grid says the same, and has room for the backups")
    void nothing() throws Exception {
        three(Map.of());

        assertThat(in(ours(), 3)).isEmpty();
    }

    @Test
    @DisplayName("more backups than there is room for")
    void moreBackupsThanThereIsRoomFor() throws Exception {
        String two = ours().replace("<backup-count>1", "<backup-count>2");

        assertThat(in(two, 3)).isEmpty();
        assertThat(in(two, 2)).singleElement().satisfies(finding -> {
            assertThat(finding.where()).matches(".*grid\\.xml line " + line(two, "<backup-count>2"));
            assertThat(finding.what())
                    .isEqualTo(
                            "each session is to have 2 backups, but there are 2 members, with room for" + " 1 backup");
            assertThat(finding.remedy()).startsWith("start members until there are 3");
        });
    }

    @Test
    @DisplayName("a split-brain protection that needs every member there is")
    void aProtectionThatNeedsEveryMember() throws Exception {
        String guarded = ours().replace("</map>", "<split-brain-protection-ref>half</split-brain-protection-ref></map>")
                .replace(
                        "</hazelcast>",
                        "<split-brain-protection enabled=\"true\" name=\"half\"><minimum-cluster-size>3</minimum-cluster-size>"
                                + "</split-brain-protection></hazelcast>");

        assertThat(in(guarded, 4)).isEmpty();
        assertThat(in(guarded, 3))
                .extracting(Finding::what)
                .containsExactly(
                        "sessions need 3 members, and there are 3: with the next that leaves, all are out of reach");
    }

    @Test
    @DisplayName("what members say otherwise of a session map, and which members do")
    void whatMembersSayOtherwise() throws Exception {
        three(Map.of("backup-count", "2"));

        assertThat(in(ours(), 3)).singleElement().satisfies(finding -> {
            assertThat(finding.where()).matches(".*grid\\.xml line " + line(ours(), "<backup-count>1"));
            assertThat(finding.what())
                    .isEqualTo(
                            "<backup-count> of session map sessions-* would be 1 on a member here, 2 on 127.0.0.1:5701 and"
                                    + " 127.0.0.1:5702 and 127.0.0.1:5703: each member goes by its own");
        });
    }

    private List<Finding> in(String text, int members) throws Exception {
        Path file = Files.writeString(directory.resolve("grid.xml"), text);
        return new FileAndGrid(HazelcastConfigs.member(file.toString()), members).differences(Map.of(MAP, replies));
    }

    /** Three members whose settings are those of our file but for some. */
    private void three(Map<String, String> otherwise) throws Exception {
        for (int port = 5701; port <= 5703; port++) {
            Member member = new MemberImpl.Builder(new Address("127.0.0.1", port))
                    .uuid(new UUID(0, port))
                    .version(MemberVersion.of("5.7.0"))
                    .build();
            MemberInspection same = MemberInspection.here(
                    HazelcastConfigs.member("../config/hazelcast.xml").config(), MAP);
            Map<String, String> settings = new HashMap<>(same.settings());
            settings.putAll(otherwise);
            replies.put(
                    member,
                    new Reply.Answer<>(
                            new MemberInspection("", same.hazelcastVersion(), List.of(), List.of(), settings),
                            Instant.EPOCH,
                            Instant.EPOCH));
        }
    }

    private static String ours() throws Exception {
        return Files.readString(Path.of("../config/hazelcast.xml"));
    }

    private static long line(String text, String what) {
        return text.substring(0, text.indexOf(what) + what.length()).lines().count();
    }
}
