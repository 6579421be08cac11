package io.sessiongrid.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The page docs/settings.md")
class SettingsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "settings.md");
    private static final String BEGIN =
            "<!-- From here to the end: generated from Setting.java by SettingsPageTest -->\n";

    @Test
    void saysWhatTheEnumSays() throws IOException {
        String page = Files.readString(PAGE, UTF_8);
        String written =
                page.substring(0, page.indexOf(BEGIN) + BEGIN.length()) + "\n" + meanings() + "\n" + spellings();
        if (Boolean.getBoolean("settings.write")) {
            Files.writeString(PAGE, written, UTF_8);
        }

        assertThat(Files.readString(PAGE, UTF_8))
                .as("regenerate with: mvn -pl grid-node test -Dtest=SettingsPageTest -Dsettings.write=true")
                .isEqualTo(written);
    }

    private static String meanings() {
        return "| name | what it is for | accepts | default |\n|---|---|---|---|\n"
                + Arrays.stream(Setting.values())
                        .map(setting -> "| %s | %s | %s | %s |\n"
                                .formatted(
                                        names(setting),
                                        setting.meaning(),
                                        setting.expected(),
                                        setting.defaultMeaning()))
                        .collect(Collectors.joining());
    }

    private static String spellings() {
        return "| in Tomcat's `<Manager>` and in code | Jetty property | system property | environment |\n"
                + "|---|---|---|---|\n"
                + Arrays.stream(Setting.values())
                        .map(setting -> "| `%s` | `%s` | `%s` | `%s` |\n"
                                .formatted(
                                        setting.key(),
                                        setting.jettyProperty(),
                                        setting.systemProperty(),
                                        setting.environmentVariable()))
                        .collect(Collectors.joining());
    }

    private static String names(Setting setting) {
        return setting.spellings().stream().map(name -> "`" + name + "`").collect(Collectors.joining(" or "));
    }
}
