package io.sessiongrid.node;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/**
 * What a setting accepts.
 *
 * @param expected completes the sentence "expected …"
 * @param reader from the trimmed, non-empty text to the value; throws {@link IllegalArgumentException}, whose message,
 *     if it has one, is shown after what was expected
 */
record SettingType(String expected, Function<String, Object> reader) {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*([a-z]*)");

    static SettingType text(String expected, String regex) {
        return new SettingType(expected, text -> {
            require(text.matches(regex));
            return text;
        });
    }

    static SettingType truth() {
        return new SettingType("`true` or `false`", text -> {
            require(text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"));
            return Boolean.valueOf(text);
        });
    }

    /** One of the constants of {@code choices}, in lower case. */
    static <E extends Enum<E>> SettingType choice(Class<E> choices) {
        String expected = Arrays.stream(choices.getEnumConstants())
                .map(choice -> "`" + lowerCase(choice.name()) + "`")
                .collect(Collectors.joining(" or "));
        return new SettingType(
                expected,
                text -> Arrays.stream(choices.getEnumConstants())
                        .filter(choice -> choice.name().equalsIgnoreCase(text))
                        .findFirst()
                        .orElseThrow(IllegalArgumentException::new));
    }

    static SettingType count(int least) {
        return new SettingType("a whole number, at least " + least, text -> {
            require(text.matches("\\d{1,9}"));
            int count = Integer.parseInt(text);
            require(count >= least);
            return count;
        });
    }

    static SettingType percent() {
        return new SettingType("a whole number, 1 to 100", text -> {
            require(text.matches("\\d{1,3}"));
            int percent = Integer.parseInt(text);
            require(percent >= 1 && percent <= 100);
            return percent;
        });
    }

    /** A plain number is refused, because some containers would mean seconds by it, some minutes, some milliseconds. */
    static SettingType duration(String least, String most) {
        String expected = "a time with its unit (`ms`, `s`, `min` or `h`), from " + least + " to " + most;
        return new SettingType(expected, text -> {
            Duration duration = durationOf(text);
            require(duration.compareTo(durationOf(least)) >= 0 && duration.compareTo(durationOf(most)) <= 0);
            return duration;
        });
    }

    static SettingType regex() {
        return new SettingType("a Java regular expression", text -> {
            try {
                return Pattern.compile(text);
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException(e.getDescription() + " near index " + e.getIndex(), e);
            }
        });
    }

    /**
     * Class names and, ending in {@code .*} or {@code .**}, packages, as {@link java.io.ObjectInputFilter} writes them.
     */
    static SettingType classes() {
        String expected = "class names or packages (`com.acme.Cart`, `com.acme.*`, or with subpackages `com.acme.**`),"
                + " separated by commas";
        return new SettingType(expected, text -> {
            List<String> classes = List.of(text.split("[\\s,;]+"));
            classes.forEach(name -> require(name.matches("[\\w$]+(\\.[\\w$]+)*(\\.\\*\\*?)?")));
            return classes;
        });
    }

    private static Duration durationOf(String text) {
        Matcher matcher = DURATION.matcher(lowerCase(text));
        require(matcher.matches());
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms", "millis" -> Duration.ofMillis(amount);
            case "s", "sec", "seconds" -> Duration.ofSeconds(amount);
            case "m", "min", "minutes" -> Duration.ofMinutes(amount);
            case "h", "hours" -> Duration.ofHours(amount);
            case "" -> throw new IllegalArgumentException("it has no unit; for seconds write " + amount + "s");
            default -> throw new IllegalArgumentException();
        };
    }

    private static String lowerCase(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static void require(boolean valid) {
        if (!valid) {
            throw new IllegalArgumentException();
        }
    }
}
