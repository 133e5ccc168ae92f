package dev.rivulet.sse.bench.results;

import java.util.List;

/**
 * What one report measured.
 *
 * @param kind parse, live, ring, http3, ideas or compare
 * @param runs one; two where they are compared
 */
public record Report(String kind, String title, List<Run> runs, List<Table> tables) {
    /** Copies the lists. */
    public Report {
        runs = List.copyOf(runs);
        tables = List.copyOf(tables);
    }
}
