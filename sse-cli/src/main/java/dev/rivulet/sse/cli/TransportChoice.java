package dev.rivulet.sse.cli;

import dev.rivulet.sse.SseClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that chooses a transport. */
final class TransportChoice {
    @Option(
            names = "--transport",
            paramLabel = "NAME",
            description = "the transport to use, one of 'sse transports'; default: the best that works here")
    private @Nullable String name;

    /** Builds the client, with the transport that was asked for. */
    SseClient build(SseClient.Builder client) {
        if (name != null) {
            Providers providers = Providers.find();
            if (!providers.names().contains(name)) {
                throw CommandFailure.badUsage("there is no transport '" + name + "'; found: "
                        + String.join(", ", providers.names())
                        + (providers.broken().isEmpty() ? "" : "; broken: " + providers.broken()));
            }
            client.transport(name);
        }
        try {
            return client.build();
        } catch (IllegalStateException e) {
            throw CommandFailure.of(String.valueOf(e.getMessage()), e);
        }
    }
}
