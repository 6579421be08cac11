package io.sessiongrid.bench.app;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A session of {@value #ATTRIBUTES} attributes of random bytes, of which a request may write one.
 *
 * <p>Each write has a number, counted by the client. The number is in the attribute that is written, the next one with
 * each write, and every answer says which number the session has where the client's last write should be: so no answer
 * can be stale unnoticed, whichever server gives it.
 *
 * <pre>
 * /?do=begin&amp;bytes=32768    a new session
 * /?do=use&amp;last=7           what number does attribute 7 have?
 * /?do=use&amp;last=7&amp;write=8   the same, and attribute 8 gets number 8
 * /?do=end                  invalidate
 * </pre>
 *
 * <p>The answer is a number, or {@code gone}. With {@code length} the servlet sets {@code Content-Length}, so that the
 * client has its whole answer as soon as the last byte is written, and not when the request ends.
 */
public final class BenchServlet extends HttpServlet {
    public static final int ATTRIBUTES = 20;

    private static final long serialVersionUID = 1;

    /** Where attributes get their bytes from: at another place each time. */
    private static final byte[] NOISE = new byte[1 << 20];

    static {
        new Random(1).nextBytes(NOISE);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] answer = answer(request).getBytes(StandardCharsets.US_ASCII);
        response.setContentType("text/plain");
        if (request.getParameter("length") != null) {
            response.setContentLength(answer.length);
        }
        response.getOutputStream().write(answer);
    }

    private static String answer(HttpServletRequest request) {
        if (request.getParameter("do").equals("begin")) {
            return begin(request.getSession(), Integer.parseInt(request.getParameter("bytes")) / ATTRIBUTES);
        }
        HttpSession session = request.getSession(false);
        if (session == null) {
            return "gone";
        }
        if (request.getParameter("do").equals("end")) {
            session.invalidate();
            return "0";
        }
        return use(session, Long.parseLong(request.getParameter("last")), request.getParameter("write"));
    }

    private static String begin(HttpSession session, int bytes) {
        for (int index = 0; index < ATTRIBUTES; index++) {
            session.setAttribute(name(index), value(0, bytes));
        }
        return "0";
    }

    private static String use(HttpSession session, long last, @Nullable String write) {
        byte[] found = (byte[]) session.getAttribute(name(last));
        if (found == null) {
            return "gone";
        }
        if (write != null) {
            long number = Long.parseLong(write);
            session.setAttribute(name(number), value(number, found.length));
        }
        return Long.toString(ByteBuffer.wrap(found).getLong());
    }

    private static String name(long number) {
        return "attribute" + number % ATTRIBUTES;
    }

    private static byte[] value(long number, int bytes) {
        byte[] value = new byte[bytes];
        System.arraycopy(NOISE, ThreadLocalRandom.current().nextInt(NOISE.length - bytes), value, 0, bytes);
        ByteBuffer.wrap(value).putLong(number);
        return value;
    }
}
