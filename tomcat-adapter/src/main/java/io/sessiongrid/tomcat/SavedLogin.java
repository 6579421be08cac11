package io.sessiongrid.tomcat;

import io.sessiongrid.session.SessionUser;
import io.sessiongrid.web.SessionUse;
import java.security.Principal;
import java.util.List;
import java.util.Objects;
import org.apache.catalina.authenticator.SavedRequest;
import org.apache.catalina.realm.GenericPrincipal;
import org.jspecify.annotations.Nullable;

/**
 * Who has logged in, and the request that a login interrupted, as they are kept in the grid (setting
 * {@code persistAuthentication}): under names that the application does not see, as text, so that no class of Tomcat
 * has to be the same everywhere. Passwords are not among it.
 */
final class SavedLogin {
    private static final String LOGIN = "io.sessiongrid.login";
    private static final String INTERRUPTED = "io.sessiongrid.login.interrupted";
    private static final String EXPECTED_ID = "io.sessiongrid.login.page";

    private final SessionUse use;

    SavedLogin(SessionUse use) {
        this.use = use;
    }

    static boolean isReserved(String name) {
        return name.equals(LOGIN) || name.equals(INTERRUPTED) || name.equals(EXPECTED_ID);
    }

    @Nullable
    Principal principal() {
        FormText login = read(LOGIN);
        String name = login == null ? null : login.first("name");
        return login == null || name == null ? null : new GenericPrincipal(name, login.all("role"));
    }

    @Nullable
    String authenticationType() {
        FormText login = read(LOGIN);
        return login == null ? null : login.first("type");
    }

    void setPrincipal(@Nullable Principal principal) {
        save(principal, authenticationType());
    }

    void setAuthenticationType(@Nullable String type) {
        save(principal(), type);
    }

    private void save(@Nullable Principal principal, @Nullable String type) {
        FormText login = new FormText();
        if (principal != null) {
            login.add("name", Objects.toString(principal.getName(), ""));
            List<String> roles =
                    principal instanceof GenericPrincipal generic ? List.of(generic.getRoles()) : List.of();
            roles.forEach(role -> login.add("role", role));
        }
        if (type != null) {
            login.add("type", type);
        }
        write(LOGIN, principal == null && type == null ? null : login);
        use.setUser(
                principal == null
                        ? SessionUser.NOBODY
                        : new SessionUser(Objects.toString(principal.getName(), ""), Objects.toString(type, "")));
    }

    @Nullable
    SavedRequest interrupted() {
        FormText text = read(INTERRUPTED);
        return text == null ? null : InterruptedRequest.read(text);
    }

    void setInterrupted(@Nullable SavedRequest request) {
        write(INTERRUPTED, request == null ? null : InterruptedRequest.text(request));
    }

    /** True while a login page has been sent and not come back. */
    boolean expectsLogin() {
        return read(EXPECTED_ID) != null;
    }

    void setExpectsLogin(boolean expects) {
        write(EXPECTED_ID, expects ? new FormText().add("expected", "true") : null);
    }

    private @Nullable FormText read(String name) {
        return use.attribute(name) instanceof String text ? FormText.parse(text) : null;
    }

    private void write(String name, @Nullable FormText text) {
        if (text == null) {
            use.removeAttribute(name);
        } else if (!text.toString().equals(use.attribute(name))) {
            use.setAttribute(name, text.toString());
        }
    }
}
