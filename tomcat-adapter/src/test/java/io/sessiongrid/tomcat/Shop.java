package io.sessiongrid.tomcat;

import java.security.Principal;
import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.authenticator.AuthenticatorBase;
import org.apache.catalina.authenticator.BasicAuthenticator;
import org.apache.catalina.authenticator.DigestAuthenticator;
import org.apache.catalina.authenticator.FormAuthenticator;
import org.apache.catalina.realm.GenericPrincipal;
import org.apache.catalina.realm.RealmBase;
import org.apache.tomcat.util.descriptor.web.LoginConfig;
import org.apache.tomcat.util.descriptor.web.SecurityCollection;
import org.apache.tomcat.util.descriptor.web.SecurityConstraint;

/** An application in which all but the login page is for those who have logged in. */
final class Shop {
    static final String PASSWORD = "open-sesame";

    private Shop() {}

    /** Knows everybody, if by the one password. */
    private static final class Everybody extends RealmBase {
        @Override
        protected String getPassword(String name) {
            return PASSWORD;
        }

        @Override
        protected Principal getPrincipal(String name) {
            return new GenericPrincipal(name, List.of("buyer", "reader"));
        }
    }

    /** Whoever likes can log in, and nobody must. */
    static void allowLogin(Context context) {
        context.setRealm(new Everybody());
    }

    static void secure(Context context, String method) {
        context.setRealm(new Everybody());
        LoginConfig login = new LoginConfig();
        login.setAuthMethod(method);
        login.setRealmName("shop");
        login.setLoginPage("/error");
        login.setErrorPage("/error");
        context.setLoginConfig(login);
        SecurityCollection all = new SecurityCollection();
        all.addPattern("/run");
        SecurityConstraint constraint = new SecurityConstraint();
        constraint.addCollection(all);
        constraint.addAuthRole("buyer");
        context.addConstraint(constraint);
        context.addSecurityRole("buyer");
        context.getPipeline().addValve(authenticator(method));
    }

    private static DigestAuthenticator digest() {
        DigestAuthenticator digest = new DigestAuthenticator();
        digest.setAlgorithms("MD5");
        digest.setCache(true);
        return digest;
    }

    private static AuthenticatorBase authenticator(String method) {
        AuthenticatorBase authenticator = switch (method) {
            case "FORM" -> new FormAuthenticator();
            case "BASIC" -> new BasicAuthenticator();
            default -> digest();
        };
        authenticator.setAlwaysUseSession(true);
        return authenticator;
    }
}
