package dev.rivulet.sse.cli;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.spi.TransportProviders;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that choose a transport. */
final class TransportChoice {
    @Option(
            names = "--transport",
            paramLabel = "NAME",
            description = "the transport to use, one of 'sse transports'; default: the best that works here")
    private @Nullable String name;

    @Mixin
    private final Plugins plugins = new Plugins();

    /** Builds the client, with the transport that was asked for. */
    SseClient build(SseClient.Builder client) {
        plugins.load();
        if (name != null) {
            requireFound(name);
            client.transport(name);
        }
        try {
            return client.build();
        } catch (IllegalStateException e) {
            throw CommandFailure.of(String.valueOf(e.getMessage()), e);
        }
    }

    private static void requireFound(String name) {
        TransportProviders all = TransportProviders.find();
        if (!all.names().contains(name)) {
            throw CommandFailure.badUsage("there is no transport '" + name + "'; found: "
                    + String.join(", ", all.names())
                    + (all.broken().isEmpty() ? "" : "; broken: " + String.join("; ", all.broken()))
                    + "; --plugin brings more");
        }
    }
}
