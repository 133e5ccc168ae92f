package dev.rivulet.sse.bench.results;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What disturbed a run.
 *
 * @param load the load average of the minute before the run; negative if it is not known
 * @param cores of the machine
 * @param steal processor time that the host took from the machine during the run, in percent of it; null if not known
 * @param others processor time that other processes took during the run, in percent of it; null if not known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Noise(
        double load,
        int cores,
        @Nullable Double steal,
        @Nullable Double others) {
    private static final double MOST_STEAL = 2;
    private static final double MOST_OTHERS = 5;
    private static final double MOST_LOAD = 0.5; // of each core

    /** Whether the machine was not quiet. */
    @JsonProperty(value = "noisy", access = JsonProperty.Access.READ_ONLY)
    public boolean isNoisy() {
        return !reasons().isEmpty();
    }

    /** The load average remembers the build before the run: it counts only where the others' time is not known. */
    private List<String> reasons() {
        var reasons = new ArrayList<String>();
        if (steal != null && steal > MOST_STEAL) {
            reasons.add(String.format(Locale.ROOT, "the host took %.1f %% of the processor time", steal));
        }
        if (others != null && others > MOST_OTHERS) {
            reasons.add(String.format(Locale.ROOT, "other processes took %.1f %% of it", others));
        }
        if (others == null && load > MOST_LOAD * cores) {
            reasons.add(String.format(Locale.ROOT, "the load average was %.2f", load));
        }
        return reasons;
    }

    @Override
    public String toString() {
        return isNoisy() ? "noisy machine: " + String.join(", ", reasons()) : "quiet machine";
    }
}
