package io.sessiongrid.store;

import static io.sessiongrid.session.Deltas.NOTHING;
import static io.sessiongrid.session.Deltas.put;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessiongrid.session.CommitId;
import io.sessiongrid.session.SessionStore;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A session that has a backup")
class SessionBackupsTest extends SessionInGrid {
    @Tag("G14")
    @ParameterizedTest
    @EnumSource
    void costsNoBackupWhenItIsOnlyOpened(Caller caller) {
        SessionStore store = created(caller);
        long before = LocalGrid.backups(owner, id);

        for (int i = 0; i < 10; i++) {
            store.open(key, secret, SessionStore.NOTHING_KNOWN);
            store.open(key, secret, 1);
            store.open(key, WRONG, 1);
        }

        assertThat(LocalGrid.backups(owner, id)).isEqualTo(before);
    }

    @Tag("G14")
    @ParameterizedTest
    @EnumSource
    void costsNoBackupWhenNothingChanges(Caller caller) {
        SessionStore store = store(caller);
        store.create(id, now(), with(NOTHING), next(HERE));
        long before = LocalGrid.backups(owner, id);

        store.open(key, secret, 0);
        store.changeSecret(key, WRONG, WRONG);
        store.end(key, 0, next(HERE), LEASE);
        long ended = LocalGrid.backups(owner, id);
        store.commit(key, put("cart", "pen"), 1, next(HERE));
        store.end(key, 0, next(HERE), LEASE);

        assertThat(ended).isEqualTo(before + 1);
        assertThat(LocalGrid.backups(owner, id)).isEqualTo(ended);
    }

    /** A caller that repeats itself has not heard whether the first time reached the backup. */
    @Tag("G1")
    @ParameterizedTest
    @EnumSource
    void isSentToItsBackupAgainWhenAnOperationIsRepeated(Caller caller) {
        SessionStore store = store(caller);
        CommitId creation = next(HERE);
        CommitId commit = next(HERE);
        CommitId end = next(HERE);
        Instant now = now();
        List<Runnable> operations = List.of(
                () -> store.create(id, now, with(NOTHING), creation),
                () -> store.commit(key, put("cart", "pen"), 1, commit),
                () -> store.changeSecret(key, secret, WRONG),
                () -> store.end(key, 0, end, LEASE),
                () -> store.removeClaimed(key, end));

        for (Runnable operation : operations) {
            operation.run();
            long before = LocalGrid.backups(owner, id);
            operation.run();
            assertThat(LocalGrid.backups(owner, id)).isEqualTo(before + 1);
        }
    }

    @Tag("G14")
    @ParameterizedTest
    @EnumSource
    void costsOneBackupWhenItChanges(Caller caller) {
        SessionStore store = store(caller);
        long before = LocalGrid.backups(owner, id);

        store.create(id, now(), with(NOTHING), next(HERE));
        store.commit(key, put("cart", "pen"), 1, next(HERE));
        store.changeSecret(key, secret, WRONG);
        store.end(key, 2, next(HERE), LEASE);

        assertThat(LocalGrid.backups(owner, id)).isEqualTo(before + 4);
    }
}
