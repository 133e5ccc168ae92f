package dev.rivulet.sse.bench.command;

import dev.rivulet.sse.bench.Help;
import dev.rivulet.sse.bench.ParseReport;
import dev.rivulet.sse.bench.ReportOptions;
import dev.rivulet.sse.bench.client.IdeasReport;
import dev.rivulet.sse.bench.live.Http3Report;
import dev.rivulet.sse.bench.live.LiveReport;
import dev.rivulet.sse.bench.results.Comparison;
import dev.rivulet.sse.bench.results.HtmlPage;
import dev.rivulet.sse.bench.results.Markdown;
import dev.rivulet.sse.bench.results.MarkdownSections;
import dev.rivulet.sse.bench.results.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./sse bench quick|full|http3|compare|page|tables}. */
@Command(
        name = "sse bench",
        synopsisSubcommandLabel = "(quick | full | http3 | compare | page | tables)",
        description = "Measures this machine, and shows the results as JSON and as one page for a browser.")
public final class BenchCommand {
    private static final String OUT = "where the results are written; bench-results by default";
    private static final String FOLDER = "bench-results";
    private static final List<String> QUICK_ENTRIES =
            List.of("netty-codec", "netty-inline", "netty", "jdkhttp", "okhttp-sse");

    @Mixin
    private Help help = new Help();

    private BenchCommand() {}

    /** Runs it. */
    public static void main(String[] args) {
        ReportOptions.main(new BenchCommand(), args);
    }

    private static void save(Results results, String title, Where where, String name) throws IOException {
        save(results, title, where.folder, where.name.isEmpty() ? name : where.name);
    }

    private static void save(Results results, String title, Path folder, String name) throws IOException {
        Path json = folder.resolve(name + ".json");
        Path page = folder.resolve(name + ".html");
        results.write(json);
        Files.writeString(page, HtmlPage.of(title, results));
        System.out.println("results: " + json + "\npage:    " + page);
    }

    private static String nameOf(Path file) {
        return file.getFileName().toString().replaceFirst("\\.json$", "");
    }

    /** What both measuring commands have. */
    static final class Where {
        @Mixin
        private Help help = new Help();

        @Option(names = "--out", paramLabel = "FOLDER", description = OUT)
        Path folder = Path.of(FOLDER);

        @Option(names = "--name", paramLabel = "NAME", description = "the files' name, instead of the command's")
        String name = "";

        @Option(
                names = "--transport",
                paramLabel = "NAME",
                description = "measures the transport of this name beside ours; repeatable")
        List<String> transports = List.of();

        @Option(
                names = "--plugin",
                paramLabel = "JAR",
                description = "a jar with such a transport, or with what that needs; repeatable")
        List<Path> plugins = List.of();

        private String[] quickLive(String... more) {
            var args = new ArrayList<>(List.of(more));
            args.add("--quick");
            QUICK_ENTRIES.forEach(each -> args.addAll(List.of("--entry", each)));
            return live(args.toArray(String[]::new));
        }

        private String[] live(String... more) {
            var args = new ArrayList<>(List.of(more));
            transports.forEach(each -> args.addAll(List.of("--transport", each)));
            plugins.forEach(each -> args.addAll(List.of("--plugin", each.toString())));
            return args.toArray(String[]::new);
        }
    }

    @Command(description = "A first look at parsers, clients and ideas, in less than three minutes.")
    int quick(@Mixin Where where) throws IOException {
        var results = Results.of(
                ParseReport.measure("--quick", "--no-drip", "--workload", "llm"),
                LiveReport.measure(where.quickLive("--scene", "flood", "--flood", "tokens/1", "--entry", "socket")),
                LiveReport.measure(where.quickLive("--scene", "ticks", "--scene", "idle", "--idle", "1000")),
                IdeasReport.measure("--quick", "--workload", "llm", "--chunk", "8192"));
        save(results, "Rivulet: a first look", where, "quick");
        return 0;
    }

    @Command(description = "All parsers, clients and ideas on all workloads, in about an hour: for publication.")
    int full(@Mixin Where where) throws IOException {
        var results = Results.of(ParseReport.measure(), LiveReport.measure(where.live()), IdeasReport.measure());
        save(results, "Rivulet: benchmarks", where, "full");
        return 0;
    }

    @Command(description = "Our client by HTTP/1.1, HTTP/2 and HTTP/3, all over TLS, in less than six minutes.")
    int http3(
            @Mixin Help asked,
            @Option(names = "--out", paramLabel = "FOLDER", description = OUT, defaultValue = FOLDER) Path folder)
            throws IOException, InterruptedException {
        save(Results.of(Http3Report.measure()), "Rivulet: HTTP/3", folder, "http3");
        return 0;
    }

    @Command(description = "Two files of results beside each other: what both measured, before and after.")
    int compare(
            @Mixin Help asked,
            @Parameters(paramLabel = "BEFORE.json") Path before,
            @Parameters(paramLabel = "AFTER.json") Path after,
            @Option(names = "--out", paramLabel = "FOLDER", description = OUT, defaultValue = FOLDER) Path folder)
            throws IOException {
        Results compared = Comparison.of(Results.read(before), nameOf(before), Results.read(after), nameOf(after));
        System.out.println(Markdown.of(compared));
        save(compared, "Rivulet: before and after", folder, nameOf(before) + "-" + nameOf(after));
        return 0;
    }

    @Command(description = "The page of a file of results that a report has written.")
    int page(
            @Mixin Help asked,
            @Parameters(paramLabel = "RESULTS.json") Path json,
            @Parameters(paramLabel = "PAGE.html") Path page)
            throws IOException {
        Files.writeString(page, HtmlPage.of("Rivulet: " + nameOf(json), Results.read(json)));
        return 0;
    }

    @Command(
            description = "Puts the tables of files of results into a Markdown document, each between the comments"
                    + " 'results NAME' and 'end NAME', where NAME is the file's; at the end if they are not there.")
    int tables(
            @Mixin Help asked,
            @Parameters(paramLabel = "DOCUMENT.md") Path document,
            @Parameters(paramLabel = "RESULTS.json", arity = "1..*") List<Path> files)
            throws IOException {
        String text = Files.readString(document);
        for (Path file : files) {
            text = MarkdownSections.put(text, nameOf(file), Markdown.of(Results.read(file)));
        }
        Files.writeString(document, text);
        return 0;
    }
}
