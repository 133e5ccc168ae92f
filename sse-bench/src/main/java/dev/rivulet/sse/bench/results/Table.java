package dev.rivulet.sse.bench.results;

import java.util.List;

/**
 * One table of a report.
 *
 * @param id the same in each run, so that two runs can be compared
 * @param rowKind the heading of the rows' names
 * @param notes what a reader must know: the workload, the warm-up, what the columns mean
 */
public record Table(
        String id,
        String title,
        String rowKind,
        List<String> notes,
        List<Column> columns,
        List<Row> rows,
        List<Chart> charts) {
    /** Copies the lists. */
    public Table {
        notes = List.copyOf(notes);
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        charts = List.copyOf(charts);
    }

    /** The column of this id. */
    public Column column(String columnId) {
        return columns.stream()
                .filter(column -> column.id().equals(columnId))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no column " + columnId + " in " + id));
    }

    /** Whether any of its numbers has a spread. */
    boolean hasSpread(Column column) {
        return rows.stream().map(row -> row.value(column)).anyMatch(value -> value != null && value.spread() != null);
    }
}
