package io.sessiongrid.demo.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sessiongrid.demo.process.Jvm;
import io.sessiongrid.demo.process.Processes;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.FormFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/**
 * What is under {@code /control/}: the panel that kills and restarts processes.
 *
 * <p>Everybody's browser can reach this address, led there by any page. So the panel answers to its own host name only,
 * acts on {@code POST} only, and only if the form has a token that no other page can read.
 */
public final class Control extends Handler.Abstract {
    private static final String PATH = "/control/";
    private static final int TOKEN_BYTES = 16;

    private final Processes processes;
    private final Panel panel;
    private final Set<String> hosts;
    private final byte[] token;

    /**
     * For these processes.
     *
     * @param port where the proxy listens
     */
    public Control(Processes processes, int port) {
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        String secret = HexFormat.of().formatHex(random);
        this.processes = processes;
        this.panel = new Panel(processes, secret);
        this.hosts = Set.of("localhost:" + port, "127.0.0.1:" + port);
        this.token = secret.getBytes(UTF_8);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = Request.getPathInContext(request);
        if (!path.startsWith(PATH)) {
            return false;
        }
        String name = path.substring(PATH.length());
        if (!isFromHere(request)) {
            refuse(request, response, callback, HttpStatus.FORBIDDEN_403);
            return true;
        }
        switch (name) {
            case "" -> answer(response, callback, "text/html", Pages.control(panel.html()));
            case "status" -> answer(response, callback, "application/json", panel.json());
            case "panel.js" -> answer(response, callback, "text/javascript", Pages.file(name));
            case "style.css" -> answer(response, callback, "text/css", Pages.file(name));
            case "kill", "restart" -> act(name, request, response, callback);
            default -> refuse(request, response, callback, HttpStatus.NOT_FOUND_404);
        }
        return true;
    }

    /** False for a request that a page from elsewhere made, or that came by a host name that is not ours. */
    private boolean isFromHere(Request request) {
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        String host = request.getHeaders().get(HttpHeader.HOST);
        return host != null && hosts.contains(host) && (origin == null || origin.equals("http://" + host));
    }

    private void act(String what, Request request, Response response, Callback callback) {
        if (!request.getMethod().equals("POST")) {
            response.getHeaders().put(HttpHeader.ALLOW, "POST");
            refuse(request, response, callback, HttpStatus.METHOD_NOT_ALLOWED_405);
            return;
        }
        Fields form = FormFields.getFields(request);
        if (!MessageDigest.isEqual(token, value(form, "token").getBytes(UTF_8))) {
            refuse(request, response, callback, HttpStatus.FORBIDDEN_403);
            return;
        }
        Jvm jvm;
        try {
            jvm = processes.named(value(form, "name"));
        } catch (IllegalArgumentException e) {
            refuse(request, response, callback, HttpStatus.NOT_FOUND_404);
            return;
        }
        if (what.equals("kill")) {
            processes.kill(jvm);
        } else {
            processes.restart(jvm);
        }
        response.setStatus(HttpStatus.SEE_OTHER_303);
        response.getHeaders().put(HttpHeader.LOCATION, PATH);
        callback.succeeded();
    }

    private static String value(Fields form, String name) {
        String value = form.getValue(name);
        return value == null ? "" : value;
    }

    private static void answer(Response response, Callback callback, String type, String text) {
        response.getHeaders()
                .put(HttpHeader.CONTENT_TYPE, type + ";charset=utf-8")
                .put(HttpHeader.CACHE_CONTROL, "no-store")
                .put(new HttpField("Content-Security-Policy", Pages.CONTENT_SECURITY_POLICY))
                .put(new HttpField("X-Content-Type-Options", "nosniff"));
        Content.Sink.write(response, true, text, callback);
    }

    private static void refuse(Request request, Response response, Callback callback, int status) {
        Response.writeError(request, response, callback, status);
    }
}
