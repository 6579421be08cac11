package io.sessiongrid.tomcat;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Session;
import org.apache.catalina.util.ServerInfo;
import org.apache.coyote.ActionHook;
import org.apache.coyote.OutputBuffer;
import org.apache.coyote.Response;
import org.jspecify.annotations.Nullable;

/** The fields of Tomcat by which {@link CommittingResponse} finds its place; there are no methods for them. */
final class CoyoteFields {
    private static final @Nullable VarHandle HOOK = find(Response.class, "hook", ActionHook.class);
    private static final @Nullable VarHandle BUFFER = find(Response.class, "outputBuffer", OutputBuffer.class);
    private static final @Nullable VarHandle SESSION =
            find(org.apache.catalina.connector.Request.class, "session", Session.class);

    private CoyoteFields() {}

    private static @Nullable VarHandle find(Class<?> type, String field, Class<?> fieldType) {
        try {
            return MethodHandles.privateLookupIn(type, MethodHandles.lookup()).findVarHandle(type, field, fieldType);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    /** @throws LifecycleException if this Tomcat is not one that this release knows */
    static void require() throws LifecycleException {
        if (HOOK == null || BUFFER == null || SESSION == null) {
            throw new LifecycleException("This release of Sessiongrid cannot work in " + ServerInfo.getServerInfo()
                    + ": it does not know its inside, and could not save sessions before responses leave. Use a newer"
                    + " release of Sessiongrid, or Tomcat 10.1 or 11");
        }
    }

    static ActionHook hook(Response response) {
        return (ActionHook) known(HOOK).get(response);
    }

    static void setHook(Response response, ActionHook hook) {
        known(HOOK).set(response, hook);
    }

    static OutputBuffer buffer(Response response) {
        return (OutputBuffer) known(BUFFER).get(response);
    }

    /** The session that the request has joined; looks for none. */
    static @Nullable Session session(org.apache.catalina.connector.Request request) {
        return (Session) known(SESSION).get(request);
    }

    private static VarHandle known(@Nullable VarHandle handle) {
        if (handle == null) {
            throw new IllegalStateException("Not started");
        }
        return handle;
    }
}
