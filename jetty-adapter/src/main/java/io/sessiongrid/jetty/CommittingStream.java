package io.sessiongrid.jetty;

import io.sessiongrid.session.SessionStoreException;
import io.sessiongrid.web.RequestWarning;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.Context;
import org.eclipse.jetty.server.HttpCookieUtils;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.session.SessionManager;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Lets no byte of a response leave before the changes made so far are safe (G1).
 *
 * <p>The stream is where all bytes pass, of HTTP/1 and HTTP/2, of synchronous and asynchronous requests, whoever wrote
 * them. Jetty's own hook commits before the first byte too, but swallows what goes wrong, and does not see the last
 * one.
 */
final class CommittingStream extends HttpStream.Wrapper {
    private static final String RETRY_AFTER_SECONDS = "5";
    private static final EnumSet<HttpHeader> OF_THE_BODY = EnumSet.of(
            HttpHeader.CONTENT_ENCODING,
            HttpHeader.CONTENT_LANGUAGE,
            HttpHeader.CONTENT_LOCATION,
            HttpHeader.CONTENT_RANGE,
            HttpHeader.TRANSFER_ENCODING,
            HttpHeader.UPGRADE,
            HttpHeader.ETAG,
            HttpHeader.LAST_MODIFIED,
            HttpHeader.CACHE_CONTROL,
            HttpHeader.LOCATION);
    private static final byte[] APOLOGY =
            "The session could not be saved. Please try again.\n".getBytes(StandardCharsets.US_ASCII);

    private final SessionManager manager;
    private final Context context;
    private final Request request;
    private long announced = -1;
    private long sent;
    private boolean refused;

    CommittingStream(HttpStream stream, SessionManager manager, Context context, Request request) {
        super(stream);
        this.manager = manager;
        this.context = context;
        this.request = request;
    }

    @Override
    public void send(
            MetaData.Request requested,
            MetaData.@Nullable Response response,
            boolean last,
            @Nullable ByteBuffer content,
            Callback callback) {
        if (refused) {
            callback.succeeded();
            return;
        }
        boolean completes = completes(response, last, content);
        if (!(manager.getManagedSession(request) instanceof GridSession session)) {
            super.send(requested, response, last, content, callback);
            return;
        }
        try {
            context.run(() -> session.requireCommitted(response != null || completes), request);
        } catch (SessionStoreException e) {
            refuse(requested, response, callback, e);
            return;
        } catch (Throwable e) {
            // For example from a codec: whoever waits for this response must not wait for ever.
            callback.failed(e);
            return;
        }
        super.send(requested, completed(session, response), last, content, callback);
    }

    /** A client goes on as soon as it has as many bytes as were announced, whether the servlet has finished or not. */
    private boolean completes(MetaData.@Nullable Response response, boolean last, @Nullable ByteBuffer content) {
        if (response != null) {
            announced = response.getHttpFields().getLongField(HttpHeader.CONTENT_LENGTH);
        }
        sent += content == null ? 0 : content.remaining();
        return last || (announced >= 0 && sent >= announced);
    }

    private void refuse(
            MetaData.Request requested,
            MetaData.@Nullable Response response,
            Callback callback,
            SessionStoreException cause) {
        if (response == null) {
            RequestWarning.CUT_SHORT.log(cause);
            callback.failed(cause);
            return;
        }
        RequestWarning.NOT_SENT.log(cause);
        refused = true;
        request.removeAttribute(UPGRADE_CONNECTION_ATTRIBUTE);
        // All but what describes the body: for example, scripts of other sites may read this only if told so, and an id
        // that was changed was changed.
        HttpFields.Mutable fields = HttpFields.build(response.getHttpFields())
                .remove(OF_THE_BODY)
                .put(HttpHeader.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .put(HttpHeader.CONTENT_TYPE, "text/plain;charset=us-ascii")
                .put(HttpHeader.CONTENT_LENGTH, APOLOGY.length);
        MetaData.Response refusal = new MetaData.Response(
                HttpStatus.SERVICE_UNAVAILABLE_503, null, response.getHttpVersion(), fields, APOLOGY.length);
        super.send(requested, refusal, true, ByteBuffer.wrap(APOLOGY), callback);
    }

    private boolean hasSessionCookie(MetaData.Response response) {
        String beginning = manager.getSessionCookie() + "=";
        return response.getHttpFields().getValuesList(HttpHeader.SET_COOKIE).stream()
                .anyMatch(cookie -> cookie.startsWith(beginning));
    }

    /** Adds what only now is known: by which id the client is to find its session, or that the grid did not answer. */
    private MetaData.@Nullable Response completed(GridSession session, MetaData.@Nullable Response response) {
        if (response == null || HttpStatus.isInformational(response.getStatus())) {
            return response;
        }
        HttpCookie fresh = hasSessionCookie(response) ? null : session.freshCookie(request.isSecure());
        boolean failed = response.getStatus() == HttpStatus.SERVICE_UNAVAILABLE_503
                && session.data().hasFailed();
        if (fresh == null && !failed) {
            return response;
        }
        HttpFields.Mutable fields = HttpFields.build(response.getHttpFields());
        if (fresh != null) {
            fields.add(new HttpCookieUtils.SetCookieHttpField(
                    fresh,
                    request.getConnectionMetaData().getHttpConfiguration().getResponseCookieCompliance()));
        }
        if (failed) {
            fields.put(HttpHeader.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return new MetaData.Response(
                response.getStatus(),
                response.getReason(),
                response.getHttpVersion(),
                fields,
                response.getContentLength(),
                response.getTrailersSupplier());
    }
}
