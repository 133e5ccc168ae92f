package dev.rivulet.sse.bench;

import dev.rivulet.sse.bench.results.Measurement;
import java.util.stream.DoubleStream;

/**
 * The middle of what was measured, and how far apart it lies.
 *
 * @param median half of the values lie below
 * @param around half of the distance between the quartiles; NaN of a single value
 */
public record Spread(double median, double around) {
    public static Spread of(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        return new Spread(at(sorted, 0.5), sorted.length == 1 ? Double.NaN : (at(sorted, 0.75) - at(sorted, 0.25)) / 2);
    }

    public double percent() {
        return 100 * around / median;
    }

    /** For a table. */
    public Measurement measurement() {
        return new Measurement(median, Double.isFinite(percent()) ? (Double) percent() : null);
    }

    private static double at(double[] sorted, double quantile) {
        double place = quantile * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
