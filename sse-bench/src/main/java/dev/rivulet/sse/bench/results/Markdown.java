package dev.rivulet.sse.bench.results;

import java.util.List;
import java.util.stream.Collectors;

/** Results as Markdown. */
public final class Markdown {
    private Markdown() {}

    /** All of it. */
    public static String of(Results results) {
        return results.reports().stream().map(Markdown::report).collect(Collectors.joining("\n"));
    }

    /** What was measured on, then each table. */
    public static String report(Report report) {
        return runs(report)
                + "\n"
                + report.tables().stream().map(table -> table(report, table)).collect(Collectors.joining("\n"));
    }

    /** What was measured on, as a list. */
    public static String runs(Report report) {
        return report.runs().stream()
                .flatMap(run -> Cells.run(run).stream())
                .map(line -> "- " + line + "\n")
                .collect(Collectors.joining());
    }

    /** The title, the table and its caption. */
    public static String table(Report report, Table table) {
        var text = new StringBuilder("#### " + table.title() + "\n\n");
        List<String> head = Cells.head(table);
        line(text, head);
        text.append("|---|").append("--:|".repeat(head.size() - 1)).append('\n');
        table.rows().forEach(row -> line(text, Cells.row(table, row)));
        return text.append('\n')
                .append(String.join("; ", Cells.caption(report, table)))
                .append(".\n")
                .toString();
    }

    private static void line(StringBuilder text, List<String> cells) {
        text.append("| ")
                .append(cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ")))
                .append(" |\n");
    }
}
