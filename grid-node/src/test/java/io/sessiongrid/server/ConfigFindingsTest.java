package io.sessiongrid.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessiongrid.node.HazelcastConfigs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What doctor finds in a configuration")
class ConfigFindingsTest {
    private static final Path OURS = Path.of("../config/hazelcast.xml");

    @TempDir
    private Path directory;

    @Test
    void isNothingInOurs() throws IOException {
        assertThat(in(Files.readString(OURS))).isEmpty();
    }

    /** Each replaces something in our file; the line is that of what came in its place. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "<network> | <network><public-address>no-such-host.invalid</public-address> | is not known to this machine",
                "<network> | <network><public-address>203.0.113.9:5701</public-address> | is no address of this machine",
                "<network> | <network><memcache-protocol enabled=\"true\"/> | memcache",
                "port-count=\"10\">5701 | port-count=\"10\">65530 | would end at 65539",
                "<member>127.0.0.1< | <member>127.0.0.1:port< | is neither a host nor host:port",
                "<member>127.0.0.1< | <member>no-such-host.invalid< | is not known to this machine",
                "<properties> | <properties><property name=\"sessiongrid.heapLimit\">0</property> | from 1 to 100",
                "<properties> | <properties><property name=\"hazelcast.socket.server.bind.any\">true</property> | hazelcast.socket.server.bind.any to false",
                "<interfaces enabled=\"true\"> | <interfaces enabled=\"false\"> | no <interface> is named",
                "no.heartbeat.seconds\">10 | no.heartbeat.seconds\">ten | no member starts with it",
                "no.heartbeat.seconds\">10 | no.heartbeat.seconds\">120 | is given up after 120 s",
                "<member>127.0.0.1< | <member>127.0.0.1:70000< | has no such port",
                "no.heartbeat.seconds\">10 | no.heartbeat.seconds\">1 | for no reason",
                "graceful.shutdown.max.wait\">60 | graceful.shutdown.max.wait\">2 | hands over for 2 s only",
                "<properties> | <properties><property name=\"sessiongrid.timeout\">1s</property> | has no effect in this file",
                "<properties> | <properties><property name=\"sessiongrid.heapLimit\">lots</property> | sessiongrid.heapLimit",
                "max.no.heartbeat.seconds | max.no.hartbeat.seconds | write hazelcast.max.no.heartbeat.seconds",
                "bind.any\">false | bind.any\">no | which counts as false",
                "data-access-enabled=\"false\" | data-access-enabled=\"true\" | may read the sessions",
                "defaults-disabled=\"true\" | defaults-disabled=\"false\" | known to be abused",
                "</network> | </network><lite-member enabled=\"true\"/> | keeps no session",
                "</map> | <split-brain-protection-ref>no</split-brain-protection-ref></map> | nothing is protected",
                "</map> | <read-backup-data>true</read-backup-data></map> | always read from their owner",
                "<map name=\"sessions-*\"> | <map name=\"session-*\"> | is for sessions only where",
                "</map> | </map><map name=\"sessions-*\"><in-memory-format>OBJECT</in-memory-format></map> | more than once",
                "<cluster-name>sessiongrid | <cluster-name>${no.such.variable} | is set nowhere",
            })
    void namesTheLine(String what, String instead, String found) throws IOException {
        String text = Files.readString(OURS);
        assertThat(text).contains(what);
        String changed = text.replaceFirst(Pattern.quote(what), Matcher.quoteReplacement(instead));
        long line = changed.substring(0, changed.indexOf(instead)).lines().count();

        assertThat(in(changed))
                .anySatisfy(finding -> assertThat(finding.toString())
                        .contains(found)
                        .containsPattern("\\.xml line (" + line + "|" + (line + 1) + ")\\R"));
    }

    @Test
    void namesTheLineOfOneMemberAmongOthers() throws IOException {
        String text = Files.readString(OURS);
        String wrong = "<member>no-such-host.invalid</member>";
        String changed = text.replace("<member>127.0.0.1<", wrong + "\n<member>127.0.0.1<");

        assertThat(in(changed))
                .extracting(Finding::where)
                .allMatch(where -> where.endsWith("line "
                        + changed.substring(0, changed.indexOf(wrong)).lines().count()))
                .isNotEmpty();
    }

    @Test
    void saysWhatItDoesNotLookAtInAnAdvancedNetwork() throws IOException {
        String text = Files.readString(OURS).replaceAll("(?s)<network>.*</network>", """
                <advanced-network enabled="true">
                <join><auto-detection enabled="false"/><multicast enabled="true"/></join>
                </advanced-network>""");

        assertThat(in(text))
                .extracting(Finding::what)
                .anyMatch(what -> what.contains("only the ways to find members are looked at"))
                .anyMatch(what -> what.contains("by multicast"));
    }

    private List<Finding> in(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("grid.xml"), text);
        return ConfigFindings.in(HazelcastConfigs.member(file.toString()));
    }
}
