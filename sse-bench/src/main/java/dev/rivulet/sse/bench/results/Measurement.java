package dev.rivulet.sse.bench.results;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A number of a table.
 *
 * @param value the median of what was measured
 * @param spread half the distance of the quartiles, in percent of the value; null if it is not known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Measurement(double value, @Nullable Double spread) {
    /** A number without a spread. */
    public static Measurement of(double value) {
        return new Measurement(value, null);
    }
}
