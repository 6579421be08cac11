package io.sessiongrid.node;

import io.sessiongrid.session.CallTimes;
import io.sessiongrid.session.GridCall;
import io.sessiongrid.session.Meter;
import io.sessiongrid.session.SessionEvent;
import io.sessiongrid.session.SessionMeters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One attribute in JMX.
 *
 * @param attribute for example {@code OpensTrusted}
 * @param type of the value: {@link Long}, {@link Double}, or an array of texts
 */
record MeterReading(Meter meter, String attribute, Class<?> type, Function<MeteredApplication, Object> value) {
    private static final double MEDIAN = 0.5;
    private static final double NEARLY_ALL = 0.99;
    private static final double NANOS_PER_MILLI = 1e6;

    /** All that there are of an application. */
    static List<MeterReading> all() {
        return Arrays.stream(Meter.values())
                .flatMap(meter -> of(meter).stream())
                .toList();
    }

    /** Empty for what is not measured by applications. */
    static List<MeterReading> of(Meter meter) {
        return switch (meter.kind()) {
            case COUNTER -> meter.counts().stream().map(MeterReading::ofCount).toList();
            case GAUGE ->
                List.of(
                        meter == Meter.GRID_PROBLEMS
                                ? new MeterReading(meter, camelCase(meter), String[].class, MeterReading::problems)
                                : ofMeters(meter, camelCase(meter), Long.class, meters -> meters.gauge(meter)));
            case TIMER ->
                Arrays.stream(GridCall.values())
                        .flatMap(call -> ofCalls(meter, call).stream())
                        .toList();
        };
    }

    private static String[] problems(MeteredApplication application) {
        return application.problems().get().toArray(String[]::new);
    }

    private static MeterReading ofCount(SessionEvent count) {
        return ofMeters(count.meter(), camelCase(count), Long.class, meters -> meters.count(count));
    }

    private static List<MeterReading> ofCalls(Meter meter, GridCall call) {
        String prefix = camelCase(meter) + camelCase(call);
        List<MeterReading> readings = new ArrayList<>();
        readings.add(ofMeters(
                meter,
                prefix + "Count",
                Long.class,
                meters -> meters.calls(call).count()));
        readings.add(ofTimes(meter, prefix + "MeanMillis", call, MeterReading::mean));
        readings.add(ofTimes(meter, prefix + "P50Millis", call, times -> times.within(MEDIAN)));
        readings.add(ofTimes(meter, prefix + "P99Millis", call, times -> times.within(NEARLY_ALL)));
        readings.add(ofTimes(meter, prefix + "LongestMillis", call, times -> times.longest(System.nanoTime())));
        return readings;
    }

    private static Duration mean(CallTimes times) {
        long count = times.count();
        return count == 0 ? Duration.ZERO : times.total().dividedBy(count);
    }

    private static MeterReading ofTimes(
            Meter meter, String attribute, GridCall call, Function<CallTimes, Duration> value) {
        return ofMeters(
                meter,
                attribute,
                Double.class,
                meters -> value.apply(meters.calls(call)).toNanos() / NANOS_PER_MILLI);
    }

    private static MeterReading ofMeters(
            Meter meter, String attribute, Class<?> type, Function<SessionMeters, Object> value) {
        return new MeterReading(meter, attribute, type, application -> value.apply(application.meters()));
    }

    private static String camelCase(Enum<?> constant) {
        return Stream.of(constant.name().split("_"))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }
}
