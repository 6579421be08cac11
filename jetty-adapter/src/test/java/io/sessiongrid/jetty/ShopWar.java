package io.sessiongrid.jetty;

import io.sessiongrid.contract.FirstServerLoader;
import io.sessiongrid.contract.ServerPlan;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.UserStore;
import org.eclipse.jetty.util.security.Credential;

/**
 * A web application in a folder, as a deployer has it: with a class that nobody else has, and orders that only a
 * customer may place, who logs in with a form.
 */
final class ShopWar {
    static final String ORDER = "/order";
    static final String LOGIN = "/login";
    static final String USER = "ada";
    static final String PASSWORD = "lovelace";

    private static final String ROLE = "customer";

    private static final String WEB_XML = """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              <security-constraint>
                <web-resource-collection>
                  <web-resource-name>orders</web-resource-name>
                  <url-pattern>/order</url-pattern>
                </web-resource-collection>
                <auth-constraint><role-name>customer</role-name></auth-constraint>
              </security-constraint>
              <login-config>
                <auth-method>FORM</auth-method>
                <form-login-config>
                  <form-login-page>/login</form-login-page>
                  <form-error-page>/login?again</form-error-page>
                </form-login-config>
              </login-config>
              <security-role><role-name>customer</role-name></security-role>
            </web-app>
            """;

    private ShopWar() {}

    /** Where it is. */
    static Path unpacked() {
        try {
            Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "wars")), "shop");
            Path webInf = Files.createDirectories(folder.resolve("WEB-INF"));
            Files.writeString(webInf.resolve("web.xml"), WEB_XML);
            FirstServerLoader.writeAdditionalClass(webInf.resolve("classes"));
            return folder.toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static HashLoginService customers() {
        UserStore users = new UserStore();
        users.addUser(USER, Credential.getCredential(PASSWORD), new String[] {ROLE});
        HashLoginService service = new HashLoginService("shop");
        service.setUserStore(users);
        return service;
    }

    /** Adds the servlets of the plan and its own; a context that starts again still has them. */
    static ServletContainerInitializer application(ServerPlan.Context plan) {
        return (classes, context) -> {
            if (context.getServletRegistration("order") == null) {
                plan.application().onStartup(classes, context);
                context.addServlet("order", new Order()).addMapping(ORDER);
                context.addServlet("login", new Login()).addMapping(LOGIN);
            }
        };
    }

    private static final class Order extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter()
                    .print(request.getMethod() + " " + request.getParameter("article") + " for "
                            + request.getRemoteUser());
        }
    }

    private static final class Login extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print("Who are you?");
        }
    }
}
