package dev.rivulet.sse.bench.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A table as text, cell by cell: the same numbers in Markdown and in HTML. */
final class Cells {
    private Cells() {}

    static List<String> head(Table table) {
        var head = new ArrayList<String>();
        head.add(table.rowKind());
        for (Column column : table.columns()) {
            head.add(column.title());
            if (table.hasSpread(column)) {
                head.add("±");
            }
        }
        return head;
    }

    static List<String> row(Table table, Row row) {
        var cells = new ArrayList<String>();
        cells.add(row.name());
        for (Column column : table.columns()) {
            @Nullable Measurement measured = row.value(column);
            cells.add(measured == null ? "-" : number(measured.value(), column.decimals()));
            if (table.hasSpread(column)) {
                cells.add(spread(measured));
            }
        }
        return cells;
    }

    /** The notes of a table, and how quiet the machine was. */
    static List<String> caption(Report report, Table table) {
        var caption = new ArrayList<>(table.notes());
        for (Run run : report.runs()) {
            caption.add((run.name().isEmpty() ? "" : run.name() + ": ") + run.noise());
        }
        return caption;
    }

    /** What was measured on, a line each. */
    static List<String> run(Run run) {
        Noise noise = run.noise();
        var lines = new ArrayList<String>();
        if (!run.name().isEmpty()) {
            lines.add(run.name() + ", " + run.started());
        }
        lines.add("machine: " + run.machine() + String.format(Locale.ROOT, ", load at the start %.2f", noise.load())
                + percent(", others ", noise.others()) + percent(", steal ", noise.steal()) + verdict(noise));
        lines.add("JDK: " + run.jdk());
        lines.add("measured JVMs: " + String.join(" ", run.jvmOptions()));
        lines.add("plan: " + run.plan());
        lines.add("command: `" + run.command() + "`");
        return lines;
    }

    /** None at a report's start, where nothing has been measured yet: the captions of its tables have it. */
    private static String verdict(Noise noise) {
        return noise.others() == null ? "" : "; " + (noise.isNoisy() ? noise : "quiet");
    }

    private static String percent(String what, @Nullable Double share) {
        return share == null ? "" : what + String.format(Locale.ROOT, "%.1f %%", share);
    }

    private static String spread(@Nullable Measurement measured) {
        return measured == null || measured.spread() == null
                ? "-"
                : String.format(Locale.ROOT, "%.1f %%", measured.spread());
    }

    private static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
