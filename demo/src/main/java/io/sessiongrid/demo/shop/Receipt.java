package io.sessiongrid.demo.shop;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The shop's answer to a program: what the page shows, as lines of text.
 *
 * @param servedBy the app server that answered
 * @param visit the number of the session, which stays the same for as long as it is the same session
 * @param quantities the basket
 */
public record Receipt(String servedBy, String visit, Map<String, Integer> quantities) {
    /** What a program accepts in place of the page. */
    public static final String CONTENT_TYPE = "text/plain";

    public Receipt {
        quantities = Map.copyOf(quantities);
    }

    /** As it is sent. */
    public String toText() {
        return servedBy + "\n" + visit + "\n"
                + quantities.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                        .collect(Collectors.joining());
    }

    /**
     * The inverse of {@link #toText}.
     *
     * @throws IllegalArgumentException if this is no whole receipt
     */
    public static Receipt parse(String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length < 3 || !lines[lines.length - 1].isEmpty()) {
            throw new IllegalArgumentException("Not a whole receipt: " + text);
        }
        Map<String, Integer> quantities = new LinkedHashMap<>();
        for (int i = 2; i < lines.length - 1; i++) {
            int end = lines[i].indexOf('=');
            quantities.put(lines[i].substring(0, end), Integer.valueOf(lines[i].substring(end + 1)));
        }
        return new Receipt(lines[0], lines[1], quantities);
    }
}
