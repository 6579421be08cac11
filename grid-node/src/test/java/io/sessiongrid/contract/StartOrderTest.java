package io.sessiongrid.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sessiongrid.node.GridNode;
import io.sessiongrid.node.GridSettings;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionStoreException;
import io.sessiongrid.web.SessionUse;
import io.sessiongrid.web.Sessions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An app server that starts before any member")
@Tag("G11")
class StartOrderTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestGrid grid = new TestGrid();

    @AfterEach
    void stop() {
        grid.close();
    }

    private static GridNode start(String mode, Path config, boolean sticky) {
        return GridNode.start(GridSettings.of(
                Map.of("mode", mode, "sticky", Boolean.toString(sticky), "configLocation", config.toString())));
    }

    private static Sessions sessions(GridNode node) {
        return node.sessions("shop", StartOrderTest.class.getClassLoader());
    }

    private static @Nullable SessionId create(Sessions sessions) {
        SessionId id = sessions.newId();
        try (SessionUse use = sessions.create(id, Duration.ofMinutes(30))) {
            use.setAttribute("cart", "book");
            use.commit();
            return id;
        } catch (SessionStoreException e) {
            return null;
        }
    }

    private static @Nullable Object cart(Sessions sessions, SessionId id) {
        try (SessionUse use = sessions.find(id)) {
            use.enter(true);
            return use.attribute("cart");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void asAClientHasNoSessionsUntilOneComes(boolean sticky) {
        GridNode node = start("client", grid.clientConfig(), sticky);
        try (Sessions sessions = sessions(node)) {
            SessionUse use = sessions.create(sessions.newId(), Duration.ofMinutes(30));
            use.setAttribute("cart", "book");
            assertThatThrownBy(use::commit).isInstanceOf(SessionStoreException.class);

            grid.startMember();

            SessionId id = await().atMost(PATIENCE).until(() -> create(sessions), Objects::nonNull);
            assertThat(cart(sessions, Objects.requireNonNull(id))).isEqualTo("book");
        } finally {
            node.close();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void asAMemberIsTheGridAndHandsItOverToThoseThatComeLater(boolean sticky) {
        GridNode first = start("embedded", grid.memberConfig(), sticky);
        SessionId id;
        try (Sessions sessions = sessions(first)) {
            id = Objects.requireNonNull(create(sessions));
            assertThat(cart(sessions, id)).isEqualTo("book");

            grid.startMember();
        } finally {
            first.close();
        }

        GridNode second = start("client", grid.clientConfig(), sticky);
        try (Sessions sessions = sessions(second)) {
            assertThat(cart(sessions, id)).isEqualTo("book");
        } finally {
            second.close();
        }
    }

    @Test
    void asAMemberServesClientsThatWereThereBefore() {
        GridNode client = start("client", grid.clientConfig(), false);
        GridNode member = start("embedded", grid.memberConfig(), false);
        try (Sessions atClient = sessions(client);
                Sessions atMember = sessions(member)) {
            SessionId id = await().atMost(PATIENCE).until(() -> create(atClient), Objects::nonNull);

            assertThat(cart(atMember, Objects.requireNonNull(id))).isEqualTo("book");
        } finally {
            client.close();
            member.close();
        }
    }
}
