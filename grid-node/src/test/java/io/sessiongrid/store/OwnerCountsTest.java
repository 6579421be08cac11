package io.sessiongrid.store;

import static io.sessiongrid.session.Deltas.put;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessiongrid.session.SessionStore;
import io.sessiongrid.session.TouchListener;
import io.sessiongrid.store.OwnerCounts.Operation;
import io.sessiongrid.store.OwnerCounts.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A member")
class OwnerCountsTest extends SessionInGrid {
    @ParameterizedTest
    @EnumSource
    void countsWhatIsDoneToItsSessionsWhoeverAsks(Caller caller) {
        SessionStore store = store(caller);
        List<String> expected = List.of(
                "create applied",
                "open changed",
                "open unchanged",
                "open refused",
                "commit applied",
                "commit conflict",
                "touch applied",
                "end applied",
                "open gone");
        long[] before = expected.stream().mapToLong(OwnerCountsTest::count).toArray();

        long version = version(store.create(id, now(), with(put("cart", "book")), next(HERE)));
        store.open(key, secret, SessionStore.NOTHING_KNOWN);
        store.open(key, secret, version);
        store.open(key, WRONG, SessionStore.NOTHING_KNOWN);
        store.commit(key, put("cart", "pen"), version, next(HERE));
        store.commit(key, put("cart", "ink"), version, next(ELSEWHERE));
        store.touch(key, Duration.ZERO, TouchListener.NONE);
        store.end(key, SessionStore.NOTHING_KNOWN, next(HERE), LEASE);
        store.open(key, secret, SessionStore.NOTHING_KNOWN);

        for (int i = 0; i < before.length; i++) {
            assertThat(count(expected.get(i)) - before[i]).as(expected.get(i)).isEqualTo(1);
        }
    }

    @Test
    void countsNothingThatABackupRepeats() {
        SessionStore store = created(Caller.OTHER_MEMBER);
        long before = OwnerCounts.of(otherMember).count("shop", Operation.COMMIT, Outcome.APPLIED);

        store.commit(key, put("cart", "pen"), SessionStore.NOTHING_KNOWN, next(HERE));

        assertThat(OwnerCounts.of(otherMember).count("shop", Operation.COMMIT, Outcome.APPLIED))
                .isEqualTo(before);
    }

    private static long count(String operationAndOutcome) {
        String[] names = operationAndOutcome.toUpperCase(Locale.ROOT).split(" ", 2);
        return OwnerCounts.of(owner).count("shop", Operation.valueOf(names[0]), Outcome.valueOf(names[1]));
    }
}
