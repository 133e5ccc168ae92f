package dev.rivulet.sse.cli;

import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportProvider;
import dev.rivulet.sse.spi.TransportUnavailableException;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** Lists the transports. Whether one works is found by making one. */
@Command(
        name = "transports",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "Lists the transports that are there, the first choice first, and whether they work here.",
        footer = {"", "Exit code 1 if none works."})
final class TransportsCommand implements Callable<Integer> {
    private final Terminal terminal;
    private boolean anyWorks;

    TransportsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        list(Providers.find());
        return anyWorks ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    void list(Providers providers) {
        Output out = terminal.out();
        out.println(out.styled(Style.BOLD, row("NAME", "PRIORITY", "WORKS HERE")));
        for (TransportProvider provider : providers.found()) {
            out.println(row(provider.name(), Integer.toString(provider.priority()), probe(provider)));
        }
        for (String reason : providers.broken()) {
            out.println(row("?", "", no(reason)));
        }
        if (providers.found().isEmpty() && providers.broken().isEmpty()) {
            out.println("None. Add an artifact that brings one: dev.rivulet:sse-jdkhttp.");
        }
    }

    private String probe(TransportProvider provider) {
        try (Transport transport = provider.create(TransportConfig.defaults())) {
            String protocols =
                    String.join(", ", new TreeSet<>(transport.features().protocols()));
            String yes = terminal.out().styled(Style.GREEN, "yes") + ": " + protocols;
            boolean first = !anyWorks;
            anyWorks = true;
            return first ? yes + " (the default)" : yes;
        } catch (TransportUnavailableException | RuntimeException | LinkageError e) {
            return no(Providers.reason(e));
        }
    }

    private String no(String reason) {
        return terminal.out().styled(Style.RED, "no") + ": " + reason;
    }

    private static String row(String name, String priority, String works) {
        return String.format(Locale.ROOT, "%-12s %8s  %s", name, priority, works);
    }
}
