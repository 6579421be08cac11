package io.sessiongrid.tomcat.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessiongrid.contract.Answer;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An answer with status 503")
class RefusalTest {
    private static boolean isOfContainer(String body) {
        return Refusal.isOfContainer(new Answer(503, body, List.of(), List.of(), List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<p><b>Message</b> This application is not currently available</p>",
                "<p><b>Message</b> Servlet [steps] is currently unavailable</p>",
                "<h2>HTTP ERROR 503 Service Unavailable</h2><title>Error 503 Service Unavailable</title><th>URI:</th>"
            })
    void isOfAContainerThatStartsOrStops(String body) {
        assertThat(isOfContainer(body)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The session could not be saved. Please try again.\n",
                "<p><b>Message</b> The session grid did not answer</p>",
                "<title>Error 503 Service Unavailable</title><th>URI:</th><th>SERVLET:</th><td>steps</td>",
                "<title>Error 503 Service Unavailable</title><th>CAUSED BY:</th>",
                "Sorry"
            })
    void isOursOtherwise(String body) {
        assertThat(isOfContainer(body)).isFalse();
    }
}
