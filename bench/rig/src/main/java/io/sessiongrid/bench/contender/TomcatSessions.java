package io.sessiongrid.bench.contender;

import io.sessiongrid.bench.process.ServerProcess;
import io.sessiongrid.bench.process.Site;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;

/** A way to keep sessions on Tomcat. */
interface TomcatSessions {
    /** Starts what the servers need beside themselves. */
    Setup prepare(Site site, Path folder, Routing routing);

    /**
     * What a server gets.
     *
     * @param stores processes that run by now
     * @param context for {@code conf/context.xml}
     * @param host for {@code <Host>} in {@code conf/server.xml}
     * @param commonJars for {@code lib}
     * @param modules of {@code bench}, whose class path the application gets
     * @param jvmOptions of a server, 0 or 1
     */
    record Setup(
            List<ServerProcess> stores,
            String context,
            String host,
            List<Path> commonJars,
            List<String> modules,
            IntFunction<List<String>> jvmOptions) {
        static Setup nothing() {
            return new Setup(List.of(), "", "", List.of(), List.of(), index -> List.of());
        }

        Setup withContext(String text) {
            return new Setup(stores, text, host, commonJars, modules, jvmOptions);
        }

        Setup withHost(String text) {
            return new Setup(stores, context, text, commonJars, modules, jvmOptions);
        }

        Setup withStores(List<ServerProcess> processes) {
            return new Setup(processes, context, host, commonJars, modules, jvmOptions);
        }

        Setup withCommonJars(List<Path> jars) {
            return new Setup(stores, context, host, jars, modules, jvmOptions);
        }

        Setup withModule(String module) {
            return new Setup(stores, context, host, commonJars, List.of(module), jvmOptions);
        }

        Setup withJvmOptions(IntFunction<List<String>> options) {
            return new Setup(stores, context, host, commonJars, modules, options);
        }
    }
}
