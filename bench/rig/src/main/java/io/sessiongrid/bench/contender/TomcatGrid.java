package io.sessiongrid.bench.contender;

import io.sessiongrid.bench.process.ServerProcess;
import io.sessiongrid.bench.process.Site;
import java.nio.file.Path;
import java.util.List;

/**
 * Ours, with the jar and the line that {@code docs/tomcat.md} names.
 *
 * @param client or embedded
 */
record TomcatGrid(boolean client) implements TomcatSessions {
    @Override
    public Setup prepare(Site site, Path folder, Routing routing) {
        Grid grid = Grid.of(2);
        List<ServerProcess> stores = client ? grid.startMembers(site, folder) : List.of();
        String line = "<Manager className=\"io.sessiongrid.tomcat.GridManager\" mode=\"%s\" sticky=\"%s\"/>"
                .formatted(client ? "client" : "embedded", routing == Routing.STICKY);
        return Setup.nothing()
                .withContext(line)
                .withStores(stores)
                .withCommonJars(List.of(site.built("tomcat-adapter", "tomcat-adapter-*-all.jar")))
                .withJvmOptions(grid::jvmOptions);
    }
}
