package dev.rivulet.sse.cli;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportProvider;
import dev.rivulet.sse.spi.TransportProviders;
import dev.rivulet.sse.spi.TransportUnavailableException;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that choose a transport. */
final class TransportChoice {
    private static final String PROPERTY = "rivulet.transport";

    @Option(
            names = "--transport",
            paramLabel = "NAME",
            description = "the transport to use, one of 'sse transports'; default: the best that works here")
    private @Nullable String name;

    @ArgGroup(validate = false)
    private Plugins plugins = new Plugins();

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

    /**
     * Builds a client whose transport is put into another one.
     *
     * @param wrapping makes the other one, from the transport's name and itself
     */
    OpenClient buildThrough(TransportConfig config, BiFunction<String, Transport, Transport> wrapping) {
        Chosen chosen = choose(config);
        Transport wrapped = wrapping.apply(chosen.name(), chosen.transport());
        return new OpenClient(SseClient.builder().transport(wrapped).build(), wrapped);
    }

    /**
     * Makes the transport that was asked for, for a command that sees what goes through it.
     *
     * @param named gets its name
     */
    Transport open(TransportConfig config, Consumer<String> named) {
        Chosen chosen = choose(config);
        named.accept(chosen.name());
        return chosen.transport();
    }

    private record Chosen(String name, Transport transport) {}

    private Chosen choose(TransportConfig config) {
        plugins.load();
        String wanted = name == null ? System.getProperty(PROPERTY, "").strip() : name;
        for (TransportProvider provider : TransportProviders.find().found()) {
            Transport works = wanted.isEmpty() || provider.name().equals(wanted) ? tried(provider, config) : null;
            if (works != null) {
                return new Chosen(provider.name(), works);
            }
        }
        build(SseClient.builder().transportConfig(config)).close(); // throws and says why there is none
        throw CommandFailure.of("no transport works here", null);
    }

    private static @Nullable Transport tried(TransportProvider provider, TransportConfig config) {
        try {
            return TransportProviders.create(provider, config);
        } catch (TransportUnavailableException doesNotWork) {
            return null;
        }
    }

    private static void requireFound(String name) {
        TransportProviders all = TransportProviders.find();
        if (!all.names().contains(name)) {
            String shown = name.matches("[A-Za-z0-9._-]{1,40}") ? " '" + name + "'" : " of that name";
            throw CommandFailure.badUsage("there is no transport" + shown + "; found: "
                    + String.join(", ", all.names())
                    + (all.broken().isEmpty() ? "" : "; broken: " + String.join("; ", all.broken()))
                    + "; --plugin adds more");
        }
    }
}
