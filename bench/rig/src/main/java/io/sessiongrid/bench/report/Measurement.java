package io.sessiongrid.bench.report;

import io.sessiongrid.bench.contender.Contender;
import io.sessiongrid.bench.load.CellResult;

/**
 * One cell of one contender.
 *
 * @param ratio to the container's own sessions in memory; of requests per second, sticky, with the same size and writes
 */
public record Measurement(Contender contender, CellResult result, double ratio) {
    boolean isWrong() {
        return result.tally().staleAnswers()
                        + result.tally().lostSessions()
                        + result.tally().failedRequests()
                > 0;
    }
}
