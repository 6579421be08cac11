package io.sessiongrid.bench.contender;

import io.sessiongrid.bench.process.ServerProcess;
import io.sessiongrid.bench.process.Site;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Two servers that a main class of {@code bench} starts.
 *
 * @param module which has it
 * @param main its name; its arguments are name, port, mode, whether requests are sticky
 */
record JettyServers(String module, String main) {
    /**
     * Starts them and waits for them.
     *
     * @param stores processes that run by now
     * @param jvmOptions of a server, 0 or 1
     */
    Deployment start(
            Site site,
            Path folder,
            String mode,
            Routing routing,
            List<ServerProcess> stores,
            IntFunction<List<String>> jvmOptions) {
        List<Integer> ports = Site.freePorts(2);
        List<ServerProcess> servers = new ArrayList<>();
        for (int index = 0; index < 2; index++) {
            String route = "n" + (index + 1);
            List<String> command = Jvm.command(jvmOptions.apply(index));
            command.addAll(List.of(
                    "-cp",
                    site.classPath(module),
                    main,
                    route,
                    ports.get(index).toString(),
                    mode,
                    Boolean.toString(routing == Routing.STICKY)));
            ServerProcess server = ServerProcess.start(route, folder, command);
            servers.add(server);
            server.awaitOutput("Server started");
        }
        return new Deployment(servers, ports, stores);
    }
}
