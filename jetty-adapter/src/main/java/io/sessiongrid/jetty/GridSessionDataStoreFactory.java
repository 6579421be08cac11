package io.sessiongrid.jetty;

import org.eclipse.jetty.session.AbstractSessionDataStoreFactory;
import org.eclipse.jetty.session.SessionDataStore;
import org.eclipse.jetty.session.SessionManager;

/** Gives each context its {@link GridSessionDataStore}. */
public final class GridSessionDataStoreFactory extends AbstractSessionDataStoreFactory {
    private final JettyGrid grid;

    public GridSessionDataStoreFactory(JettyGrid grid) {
        this.grid = grid;
    }

    @Override
    public SessionDataStore getSessionDataStore(SessionManager manager) {
        GridSessionDataStore store = new GridSessionDataStore(grid);
        store.setGracePeriodSec(getGracePeriodSec());
        store.setSavePeriodSec(getSavePeriodSec());
        return store;
    }
}
