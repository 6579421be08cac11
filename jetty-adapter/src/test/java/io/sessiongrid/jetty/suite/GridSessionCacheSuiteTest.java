package io.sessiongrid.jetty.suite;

import io.sessiongrid.jetty.GridSessionCacheFactory;
import io.sessiongrid.jetty.JettyGrid;
import java.util.Map;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.session.AbstractSessionCacheFactory;
import org.eclipse.jetty.session.NullSessionCacheTest;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Jetty's suite for caches, on our cache over Jetty's store,")
class GridSessionCacheSuiteTest extends NullSessionCacheTest {
    @Override
    public AbstractSessionCacheFactory newSessionCacheFactory(
            int evictionPolicy,
            boolean saveOnCreate,
            boolean saveOnInactiveEvict,
            boolean removeUnloadableSessions,
            boolean flushOnResponseCommit) {
        GridSessionCacheFactory factory = new GridSessionCacheFactory(JettyGrid.install(new Server(), Map.of()));
        factory.setSaveOnCreate(saveOnCreate);
        factory.setSaveOnInactiveEviction(saveOnInactiveEvict);
        factory.setRemoveUnloadableSessions(removeUnloadableSessions);
        factory.setFlushOnResponseCommit(flushOnResponseCommit);
        return factory;
    }
}
