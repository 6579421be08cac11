package io.sessiongrid.session;

/**
 * Who is logged in.
 *
 * @param name the principal's name; empty if nobody is
 * @param authenticationType as {@code HttpServletRequest.getAuthType}; empty if not known
 */
public record SessionUser(String name, String authenticationType) {
    public static final SessionUser NOBODY = new SessionUser("", "");
}
