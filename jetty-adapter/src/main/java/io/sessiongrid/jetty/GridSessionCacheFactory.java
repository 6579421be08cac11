package io.sessiongrid.jetty;

import org.eclipse.jetty.session.AbstractSessionCacheFactory;
import org.eclipse.jetty.session.SessionCache;
import org.eclipse.jetty.session.SessionManager;

/** Gives each context its {@link GridSessionCache}. */
public final class GridSessionCacheFactory extends AbstractSessionCacheFactory {
    private final JettyGrid grid;

    public GridSessionCacheFactory(JettyGrid grid) {
        this.grid = grid;
    }

    @Override
    public SessionCache newSessionCache(SessionManager manager) {
        return new GridSessionCache(manager, grid);
    }
}
