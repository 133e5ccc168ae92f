package dev.rivulet.sse.bench;

import picocli.CommandLine.Option;

/** The option that every command has. */
public final class Help {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "shows this and exits")
    private boolean asked;
}
