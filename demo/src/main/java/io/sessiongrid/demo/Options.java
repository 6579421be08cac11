package io.sessiongrid.demo;

import io.sessiongrid.demo.process.Servers;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * What the command line asks for.
 *
 * @param port where the proxy listens; 0 for any free port
 * @param servers of which make the app servers are
 * @param script whether to run unattended
 * @param shoppers how many of them, if unattended
 * @param requests how many they make together, if unattended
 */
record Options(int port, Servers servers, boolean script, int shoppers, int requests) {
    static final Options DEFAULT = new Options(0, Servers.JETTY, false, 64, 10_000);

    /** @throws UsageException if the command line asks for something that cannot be */
    static Options parse(List<String> arguments) throws UsageException {
        Deque<String> rest = new ArrayDeque<>(arguments);
        int port = DEFAULT.port;
        Servers servers = DEFAULT.servers;
        boolean script = DEFAULT.script;
        boolean forScript = false;
        int shoppers = DEFAULT.shoppers;
        int requests = DEFAULT.requests;
        while (!rest.isEmpty()) {
            String name = rest.remove();
            forScript |= name.equals("--shoppers") || name.equals("--requests");
            switch (name) {
                case "--script" -> script = true;
                case "--server" -> servers = servers(name, rest);
                case "--port" -> port = number(name, rest, 1, 65_535);
                case "--shoppers" -> shoppers = number(name, rest, 1, 500);
                case "--requests" -> requests = number(name, rest, 1000, 10_000_000);
                default -> throw new UsageException("There is no option " + name);
            }
        }
        if (forScript && !script) {
            throw new UsageException("--shoppers and --requests are for --script");
        }
        return new Options(port, servers, script, shoppers, requests);
    }

    private static Servers servers(String name, Deque<String> rest) throws UsageException {
        String text = value(rest);
        for (Servers servers : Servers.values()) {
            if (servers.name().toLowerCase(Locale.ROOT).equals(text)) {
                return servers;
            }
        }
        throw new UsageException(name + " is " + text + "; expected jetty, tomcat or mixed");
    }

    private static int number(String name, Deque<String> rest, int least, int most) throws UsageException {
        String text = value(rest);
        int number = text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
        if (number < least || number > most) {
            throw new UsageException(name + " is " + text + "; expected " + least + " to " + most);
        }
        return number;
    }

    private static String value(Deque<String> rest) {
        return rest.isEmpty() ? "missing" : rest.remove();
    }
}
