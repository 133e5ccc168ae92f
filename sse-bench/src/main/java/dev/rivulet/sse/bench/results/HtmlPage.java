package dev.rivulet.sse.bench.results;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Results as one HTML page that needs nothing else: the tables are plain HTML, and the bars are drawn from the results,
 * which the page has as JSON, by Chart.js, which is in it too.
 */
public final class HtmlPage {
    /** Where the web jar has it; the folder has the version's name. */
    private static final String CHART_JS = "/META-INF/resources/webjars/chart.js/4.5.1/";

    private static final Pattern PLACE = Pattern.compile("<!--\\{(\\w+)}-->|/\\*\\{(\\w+)}\\*/");

    private HtmlPage() {}

    /** The page. */
    public static String of(String title, Results results) throws IOException {
        Map<String, String> parts = Map.of(
                "title", escaped(title),
                "style", resource("page.css"),
                "body", results.reports().stream().map(HtmlPage::report).collect(Collectors.joining()),
                "json", results.json().replace("</", "<\\/").replace("<!--", "<\\!--"),
                "license", resource(CHART_JS + "LICENSE.md"),
                "chartjs", resource(CHART_JS + "dist/chart.umd.min.js"),
                "script", resource("page.js"));
        return PLACE.matcher(resource("page.html"))
                .replaceAll(place ->
                        Matcher.quoteReplacement(parts.get(place.group(1) == null ? place.group(2) : place.group(1))));
    }

    private static String report(Report report) {
        String tables =
                report.tables().stream().map(table -> table(report, table)).collect(Collectors.joining());
        return "<section><h2>" + escaped(report.title()) + "</h2>\n" + runs(report) + tables + "</section>\n";
    }

    private static String runs(Report report) {
        boolean noisy = report.runs().stream().anyMatch(run -> run.noise().isNoisy());
        String lines = report.runs().stream()
                .flatMap(run -> Cells.run(run).stream())
                .map(line -> "<li>" + escaped(line).replaceAll("`([^`]*)`", "<code>$1</code>") + "</li>")
                .collect(Collectors.joining("\n"));
        String badge = "<span class=\"badge " + (noisy ? "noisy\">noisy machine" : "quiet\">quiet machine") + "</span>";
        return badge + "<details><summary>Machine, JDK, command</summary><ul>\n" + lines + "</ul></details>\n";
    }

    private static String table(Report report, Table table) {
        var charts = new StringBuilder();
        for (int i = 0; i < table.charts().size(); i++) {
            String title = escaped(table.charts().get(i).title());
            charts.append("<figure><figcaption>")
                    .append(title)
                    .append("</figcaption><div class=\"chart\"><canvas role=\"img\" aria-label=\"")
                    .append(title)
                    .append("\" data-table=\"")
                    .append(escaped(table.id()))
                    .append("\" data-chart=\"")
                    .append(i)
                    .append("\"></canvas></div></figure>\n");
        }
        return "<article id=\"" + escaped(table.id()) + "\"><h3>" + escaped(table.title())
                + "</h3>\n<div class=\"charts\">\n" + charts + "</div>\n<p class=\"caption\">"
                + escaped(String.join("; ", Cells.caption(report, table))) + ".</p>\n" + grid(table) + "</article>\n";
    }

    private static String grid(Table table) {
        String head = cells("th scope=\"col\"", "th", Cells.head(table));
        String rows = table.rows().stream()
                .map(row -> "<tr class=\"" + row.role().name().toLowerCase(Locale.ROOT) + "\">"
                        + row(Cells.row(table, row)) + "</tr>\n")
                .collect(Collectors.joining());
        return "<div class=\"scroll\"><table><thead><tr>" + head + "</tr></thead><tbody>\n" + rows
                + "</tbody></table></div>\n";
    }

    private static String row(List<String> cells) {
        return "<th scope=\"row\">" + escaped(cells.get(0)) + "</th>"
                + cells("td", "td", cells.subList(1, cells.size()));
    }

    private static String cells(String open, String close, List<String> cells) {
        return cells.stream()
                .map(cell -> "<" + open + ">" + escaped(cell) + "</" + close + ">")
                .collect(Collectors.joining());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String resource(String name) throws IOException {
        try (InputStream resource = HtmlPage.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new FileNotFoundException(name + " is not on the class path");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
