package io.sessiongrid.tomcat;

import io.sessiongrid.session.SessionStoreException;
import io.sessiongrid.web.RequestWarning;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.catalina.Globals;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.coyote.ActionCode;
import org.apache.coyote.ActionHook;
import org.apache.coyote.OutputBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Lets no byte of a response leave before the changes made so far are safe (G1).
 *
 * <p>Stands between Tomcat's response and the protocol: all bytes and all signals pass there, of HTTP/1.1, HTTP/2 and
 * AJP, of synchronous, asynchronous and non-blocking requests, whether a servlet wrote them or the container, such as
 * error pages. A valve comes too late (a client goes on as soon as it has the announced number of bytes), and wrappers
 * of the servlet response see neither the container's own bytes nor header-only flushes, and turn off sendfile.
 */
final class CommittingResponse implements ActionHook, OutputBuffer {
    static final String RETRY_AFTER_SECONDS = "5";
    private static final List<String> OF_THE_BODY = List.of(
            "Content-Encoding",
            "Content-Length",
            "Content-Location",
            "Content-Range",
            "Content-Type",
            "Transfer-Encoding",
            "Upgrade",
            "ETag",
            "Last-Modified",
            "Cache-Control",
            "Location");
    private static final byte[] APOLOGY =
            "The session could not be saved. Please try again.\n".getBytes(StandardCharsets.US_ASCII);

    private final Request request;
    private final Response servletResponse;
    /** The request holds it while it lasts; an object that an aborted one left behind must not hold its sessions. */
    private final WeakReference<RequestScope> scope;

    private final org.apache.coyote.Response response;
    private final ActionHook protocol;
    private final OutputBuffer bytes;
    private boolean fresh;
    private boolean refused;

    private CommittingResponse(
            Request request, Response servletResponse, RequestScope scope, ActionHook protocol, OutputBuffer bytes) {
        this.request = request;
        this.servletResponse = servletResponse;
        this.scope = new WeakReference<>(scope);
        this.response = servletResponse.getCoyoteResponse();
        this.protocol = protocol;
        this.bytes = bytes;
    }

    /** Takes its place for this request, unless it has it already; Tomcat uses its objects for many requests. */
    static void install(Request request, Response response, RequestScope scope) {
        org.apache.coyote.Response coyote = response.getCoyoteResponse();
        ActionHook hook = CoyoteFields.hook(coyote);
        OutputBuffer buffer = CoyoteFields.buffer(coyote);
        if (hook instanceof CommittingResponse before) {
            if (before.scope.refersTo(scope)) {
                return;
            }
            hook = before.protocol;
        }
        OutputBuffer beneath = buffer instanceof CommittingResponse before ? before.bytes : buffer;
        CommittingResponse committing = new CommittingResponse(request, response, scope, hook, beneath);
        CoyoteFields.setHook(coyote, committing);
        coyote.setOutputBuffer(committing);
    }

    private void uninstall() {
        if (CoyoteFields.hook(response) == this) {
            CoyoteFields.setHook(response, protocol);
            response.setOutputBuffer(bytes);
        }
    }

    /** False for an object that a request left behind which did not end as requests do. */
    private boolean isCurrent() {
        RequestScope current = RequestScope.of(request);
        return current != null && scope.refersTo(current);
    }

    @Override
    public void action(ActionCode code, Object parameter) {
        switch (code) {
            case COMMIT, CLIENT_FLUSH -> {
                beginUnlessBegun();
                fresh &= code == ActionCode.COMMIT;
                protocol.action(code, parameter);
            }
            case CLOSE -> close(parameter);
            default -> protocol.action(code, parameter);
        }
    }

    /** Headers are about to leave: until now a failure can become a response of its own. */
    private void beginUnlessBegun() {
        if (response.isCommitted() || !isCurrent()) {
            return;
        }
        RuntimeException failure = commit(true);
        fresh = failure == null;
        if (failure == null) {
            sessions().forEach(session -> session.settle(request, servletResponse));
        } else {
            refuse(failure);
        }
    }

    private void close(Object parameter) {
        beginUnlessBegun();
        RuntimeException failure = refused || !isCurrent() || isComplete(0) ? null : commit(true);
        if (failure == null) {
            protocol.action(ActionCode.CLOSE, parameter);
        } else {
            abort(failure);
        }
        uninstall();
    }

    @Override
    public int doWrite(ByteBuffer chunk) throws IOException {
        if (!response.isCommitted() && isCurrent()) {
            beginUnlessBegun();
            protocol.action(ActionCode.COMMIT, response);
        }
        if (refused && isCurrent()) {
            int swallowed = chunk.remaining();
            chunk.position(chunk.limit());
            return swallowed;
        }
        if (!fresh && isCurrent()) {
            RuntimeException failure = commit(isComplete(chunk.remaining()));
            if (failure != null) {
                abort(failure);
                throw new IOException("The session could not be saved", failure);
            }
        }
        fresh = false;
        return bytes.doWrite(chunk);
    }

    @Override
    public long getBytesWritten() {
        return bytes.getBytesWritten();
    }

    /** A client goes on as soon as it has as many bytes as were announced, whether the servlet has finished or not. */
    private boolean isComplete(int more) {
        long announced = response.getContentLengthLong();
        return announced >= 0 && response.getContentWritten() + more >= announced;
    }

    private @Nullable RuntimeException commit(boolean alsoInPlace) {
        RuntimeException failure = null;
        for (GridSession session : sessions()) {
            try {
                session.commit(alsoInPlace);
            } catch (RuntimeException e) {
                failure = e;
            }
        }
        return failure;
    }

    private Collection<GridSession> sessions() {
        RequestScope current = scope.get();
        List<GridSession> found = current == null ? List.of() : current.sessions();
        if (!(CoyoteFields.session(request) instanceof GridSession own) || found.contains(own)) {
            return found;
        }
        // One that the application first asked for in a thread of its own.
        Set<GridSession> all = new LinkedHashSet<>(found);
        all.add(own);
        return all;
    }

    /** Keeps all headers but those of the body: an id that was changed was changed. */
    private void refuse(RuntimeException cause) {
        RequestWarning.NOT_SENT.log(cause);
        refused = true;
        OF_THE_BODY.forEach(response.getMimeHeaders()::removeHeader);
        response.setStatus(
                cause instanceof SessionStoreException
                        ? HttpServletResponse.SC_SERVICE_UNAVAILABLE
                        : HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        response.setMessage(null);
        response.setContentType("text/plain;charset=us-ascii");
        response.setLocale(Locale.ENGLISH);
        response.setContentLength(APOLOGY.length);
        response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
        request.removeAttribute(Globals.SENDFILE_FILENAME_ATTR);
        protocol.action(ActionCode.COMMIT, response);
        try {
            bytes.doWrite(ByteBuffer.wrap(APOLOGY));
        } catch (IOException e) {
            response.setErrorException(e);
        }
    }

    /** Too late for a status; a response that is cut short does not look like a success. */
    private void abort(RuntimeException cause) {
        RequestWarning.CUT_SHORT.log(cause);
        protocol.action(ActionCode.CLOSE_NOW, cause);
    }
}
