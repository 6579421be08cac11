package io.sessiongrid.store;

import com.hazelcast.core.HazelcastInstance;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts two members and a client for the first test that wants them, and stops them after the last. */
final class SharedGrid implements ParameterResolver {
    /** Two members, of which the first is the older, and a client. */
    static final class Started implements AutoCloseable {
        private final LocalGrid grid = new LocalGrid();
        private final HazelcastInstance owner = grid.startMember();
        private final HazelcastInstance otherMember = grid.startMember();
        private final HazelcastInstance client = grid.startClient();

        HazelcastInstance owner() {
            return owner;
        }

        HazelcastInstance otherMember() {
            return otherMember;
        }

        HazelcastInstance client() {
            return client;
        }

        @Override
        public void close() {
            grid.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == Started.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return test.getRoot()
                .getStore(Namespace.create(SharedGrid.class))
                .getOrComputeIfAbsent(Started.class, type -> new Started());
    }
}
