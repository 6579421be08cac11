package io.sessiongrid.server;

import com.hazelcast.instance.BuildInfoProvider;
import io.sessiongrid.store.MemberState;
import picocli.CommandLine.IVersionProvider;

/** What runs here. */
final class Versions implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {text()};
    }

    static String text() {
        String own = MemberState.version();
        return "Sessiongrid " + (own.isEmpty() ? "(not packed)" : own) + ", Hazelcast "
                + BuildInfoProvider.getBuildInfo().getVersion() + ", Java " + Runtime.version();
    }
}
