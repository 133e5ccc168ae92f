package dev.rivulet.sse.bench.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Two runs beside each other: what both measured, before and after. */
public final class Comparison {
    private static final String BEFORE = "-before";
    private static final String AFTER = "-after";
    private static final String CHANGE = "-change";

    private Comparison() {}

    /** One report, whose tables are those that both have, with the rows that both have. */
    public static Results of(Results before, String beforeName, Results after, String afterName) {
        var tables = before.tables()
                .flatMap(table -> after
                        .tables()
                        .filter(other -> other.id().equals(table.id()))
                        .findFirst()
                        .map(other -> compared(table, other))
                        .filter(compared -> !compared.rows().isEmpty())
                        .stream())
                .toList();
        var runs = Stream.concat(runs(before, "before: " + beforeName), runs(after, "after: " + afterName))
                .toList();
        return Results.of(new Report("compare", "Before and after", runs, tables));
    }

    /** The reports of one file were measured one after the other: the first stands for all. */
    private static Stream<Run> runs(Results results, String name) {
        return results.reports().stream()
                .flatMap(report -> report.runs().stream())
                .limit(1)
                .map(run -> run.named(name));
    }

    private static Table compared(Table before, Table after) {
        List<Column> compared = before.columns().stream()
                .filter(column -> column.better() != Better.NEITHER)
                .filter(column -> after.columns().stream().anyMatch(column::equals))
                .toList();
        var columns = new ArrayList<Column>();
        var charts = new ArrayList<Chart>();
        for (Column column : compared) {
            columns.add(of(column, BEFORE, " before", column.decimals()));
            columns.add(of(column, AFTER, " after", column.decimals()));
            columns.add(of(column, CHANGE, " after ÷ before", 2));
            charts.add(chart(before, column));
        }
        List<Row> rows = before.rows().stream()
                .flatMap(row -> after.rows().stream()
                        .filter(other -> other.name().equals(row.name()))
                        .findFirst()
                        .map(other -> compared(row, other, compared))
                        .stream())
                .toList();
        return new Table(before.id(), before.title(), before.rowKind(), notes(before, after), columns, rows, charts);
    }

    private static Column of(Column column, String suffix, String title, int decimals) {
        return new Column(column.id() + suffix, column.title() + title, decimals, Better.NEITHER);
    }

    private static Chart chart(Table table, Column column) {
        boolean logarithmic =
                table.charts().stream().anyMatch(chart -> chart.columns().contains(column.id()) && chart.logarithmic());
        String direction = column.better().name().toLowerCase(Locale.ROOT);
        return new Chart(
                column.title() + " (" + direction + " is better)",
                List.of(column.id() + BEFORE, column.id() + AFTER),
                logarithmic);
    }

    private static List<String> notes(Table before, Table after) {
        if (before.notes().equals(after.notes())) {
            return before.notes();
        }
        return List.of("before: " + String.join(", ", before.notes()), "after: " + String.join(", ", after.notes()));
    }

    private static Row compared(Row before, Row after, List<Column> columns) {
        Row row = Row.of(before.name(), before.role());
        for (Column column : columns) {
            @Nullable Measurement old = before.value(column);
            @Nullable Measurement now = after.value(column);
            row = old == null ? row : row.with(column.id() + BEFORE, old);
            row = now == null ? row : row.with(column.id() + AFTER, now);
            if (old != null && now != null && old.value() != 0) {
                row = row.with(column.id() + CHANGE, now.value() / old.value());
            }
        }
        return row;
    }
}
