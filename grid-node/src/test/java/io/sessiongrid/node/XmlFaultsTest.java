package io.sessiongrid.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.hazelcast.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What Hazelcast refuses though its schema allows it")
class XmlFaultsTest {
    private static final Path OURS = Path.of("../config/hazelcast.xml");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "<multicast enabled=\"false\" | <multicast enabled=\"true\" | Only one discovery method",
                "<network> | <import resource=\"no-such-file.xml\"/><network> | no-such-file.xml",
                "port-count=\"10\" | port-count=\"0\" | ",
                "<multicast enabled=\"false\" | <h:multicast xmlns:h=\"http://www.hazelcast.com/schema/config\" enabled=\"true\" | Only one discovery",
            })
    void isNamedWithItsLine(String what, String instead, String message) throws IOException {
        String text = replaced(Files.readString(OURS), what, instead);
        long line = text.substring(0, text.indexOf(instead)).lines().count();

        List<String> problems = problems(text);

        assertThat(problems)
                .singleElement()
                .asString()
                .containsPattern(" line (" + line + "|" + (line + 1) + "): ")
                .contains(message == null ? "" : message);
    }

    @Test
    void isAllNamedThoughThereIsMoreThanOne() throws IOException {
        String one = replaced(Files.readString(OURS), "port-count=\"10\"", "port-count=\"0\"");
        String two = replaced(one, "<multicast enabled=\"false\"", "<multicast enabled=\"true\"");
        String andAgainstTheSchema = replaced(two, "<network>", "<network><nonsense/>");

        assertThat(problems(andAgainstTheSchema))
                .hasSize(3)
                .allSatisfy(problem -> assertThat(problem).containsPattern(" line \\d+: "));
    }

    @Test
    void keepsTheRestFromBeingLookedAtNoMore() throws IOException {
        String text = replaced(
                replaced(Files.readString(OURS), "<multicast enabled=\"false\"", "<multicast enabled=\"true\""),
                "<cluster-name>sessiongrid",
                "<cluster-name>of-mine");

        FoundConfig<Config> rest = HazelcastConfigs.restOfMember(file(text), new ArrayList<>());

        assertThat(Objects.requireNonNull(rest).config().getClusterName()).isEqualTo("of-mine");
    }

    @Test
    void hasItsFileNamedThoughThereIsASpaceInItsPath() throws IOException {
        Path file = Files.createDirectories(directory.resolve("my grid")).resolve("hazelcast.xml");
        Files.copy(OURS, file);

        Config config = HazelcastConfigs.member(file.toString()).config();

        assertThat(config.getConfigurationFile()).isEqualTo(file.toFile());
    }

    private List<String> problems(String text) throws IOException {
        String file = file(text);
        return catchThrowableOfType(GridSettingsException.class, () -> HazelcastConfigs.member(file))
                .problems();
    }

    private String file(String text) throws IOException {
        return Files.writeString(directory.resolve("grid.xml"), text).toString();
    }

    private static String replaced(String text, String what, String instead) {
        assertThat(text).contains(what);
        return text.replaceFirst(Pattern.quote(what), Matcher.quoteReplacement(instead));
    }
}
