package dev.rivulet.sse.cli.doctor;

import java.time.Duration;
import java.util.List;

/**
 * The result of an examination.
 *
 * @param uri without its query and without credentials
 * @param watched for how long the stream was open
 * @param events how many came in that time
 * @param comments how many comment lines came in that time
 * @param findings in the order of {@link Topic}
 */
public record Diagnosis(
        String uri, Duration watched, long events, long comments, Outcome outcome, List<Finding> findings) {
    /** How many findings are of this severity. */
    public long count(Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }
}
