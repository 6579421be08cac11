package io.sessiongrid.demo;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What the command line asks for.
 *
 * @param port where the proxy listens; 0 for any free port
 * @param script whether to run unattended
 * @param shoppers how many of them, if unattended
 * @param requests how many they make together, if unattended
 */
record Options(int port, boolean script, int shoppers, int requests) {
    static final Options DEFAULT = new Options(0, false, 64, 10_000);

    /** @throws UsageException if the command line asks for something that cannot be */
    static Options parse(List<String> arguments) throws UsageException {
        Options options = DEFAULT;
        boolean forScript = false;
        Deque<String> rest = new ArrayDeque<>(arguments);
        while (!rest.isEmpty()) {
            String name = rest.remove();
            forScript |= name.equals("--shoppers") || name.equals("--requests");
            options = switch (name) {
                case "--script" -> new Options(options.port, true, options.shoppers, options.requests);
                case "--port" ->
                    new Options(number(name, rest, 1, 65_535), options.script, options.shoppers, options.requests);
                case "--shoppers" ->
                    new Options(options.port, options.script, number(name, rest, 1, 500), options.requests);
                case "--requests" ->
                    new Options(options.port, options.script, options.shoppers, number(name, rest, 1000, 10_000_000));
                default -> throw new UsageException("There is no option " + name);
            };
        }
        if (forScript && !options.script) {
            throw new UsageException("--shoppers and --requests are for --script");
        }
        return options;
    }

    private static int number(String name, Deque<String> rest, int least, int most) throws UsageException {
        String text = rest.isEmpty() ? "missing" : rest.remove();
        int number = text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
        if (number < least || number > most) {
            throw new UsageException(name + " is " + text + "; expected " + least + " to " + most);
        }
        return number;
    }
}
