package io.sessiongrid.demo.shop;

import io.sessiongrid.tomcat.GridManager;
import java.nio.file.Files;
import java.time.InstantSource;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.http.Rfc6265CookieProcessor;

/** One app server: Tomcat with the shop, whose sessions are on the members of the grid. */
public final class TomcatShop {
    private static final String LOOPBACK = "127.0.0.1";

    private TomcatShop() {}

    /** Expects the name and the port of this server. */
    public static void main(String[] arguments) throws Exception {
        String name = arguments[0];
        Connector connector = new Connector();
        connector.setProperty("address", LOOPBACK);
        connector.setPort(Integer.parseInt(arguments[1]));
        // The proxy goes to the other server as long as this one refuses connections.
        connector.setProperty("bindOnInit", "false");

        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(Files.createTempDirectory("shop-" + name).toString());
        tomcat.setConnector(connector);
        tomcat.getEngine().setJvmRoute(name);
        shop(tomcat, name);
        tomcat.start();
    }

    private static void shop(Tomcat tomcat, String server) {
        GridManager manager = new GridManager();
        manager.setMode("client");
        manager.setApplication("shop");

        Rfc6265CookieProcessor cookies = new Rfc6265CookieProcessor();
        cookies.setSameSiteCookies("lax");

        Context context = tomcat.addContext("", null);
        context.setManager(manager);
        context.setCookieProcessor(cookies);
        Tomcat.addServlet(context, "shop", new ShopServlet(server, InstantSource.system()))
                .addMapping("/");
    }
}
