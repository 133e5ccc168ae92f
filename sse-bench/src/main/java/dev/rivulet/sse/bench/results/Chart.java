package dev.rivulet.sse.bench.results;

import java.util.List;

/**
 * Bars of some columns of a table, a group for each row.
 *
 * @param columns their ids; all have the same unit
 * @param logarithmic where the numbers differ by orders of magnitude
 */
public record Chart(String title, List<String> columns, boolean logarithmic) {
    /** Of one or more columns, from zero. */
    public static Chart of(String title, String... columns) {
        return new Chart(title, List.of(columns), false);
    }

    /** With a logarithmic scale. */
    public static Chart logarithmic(String title, String... columns) {
        return new Chart(title, List.of(columns), true);
    }
}
