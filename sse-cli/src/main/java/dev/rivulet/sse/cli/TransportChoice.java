package dev.rivulet.sse.cli;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportConfig.HttpVersion;
import dev.rivulet.sse.spi.TransportProvider;
import dev.rivulet.sse.spi.TransportProviders;
import dev.rivulet.sse.spi.TransportUnavailableException;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that choose a transport. */
final class TransportChoice {
    private static final String PROPERTY = "rivulet.transport";
    private static final String HTTP3 = "http3";
    private static final String ALT_SVC = "altsvc";

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

    /** As above; the transport is made here if it has HTTP/3. */
    OpenClient build(Connecting how) {
        if (!hasHttp3(how)) {
            candidates(how);
            return new OpenClient(build(SseClient.builder().transportConfig(how.config())), null);
        }
        return buildThrough(how, (chosen, made) -> made);
    }

    /**
     * Builds a client whose transport is put into another one.
     *
     * @param wrapping makes the other one, from the transport's name and itself
     */
    OpenClient buildThrough(Connecting how, BiFunction<String, Transport, Transport> wrapping) {
        Chosen chosen = choose(how);
        Transport wrapped = wrapping.apply(chosen.name(), chosen.transport());
        return new OpenClient(SseClient.builder().transport(wrapped).build(), wrapped);
    }

    /**
     * Makes the transport that was asked for, for a command that sees what goes through it.
     *
     * @param named gets its name
     */
    Transport open(Connecting how, Consumer<String> named) {
        Chosen chosen = choose(how);
        named.accept(chosen.name());
        return chosen.transport();
    }

    private record Chosen(String name, Transport transport) {}

    private String wanted() {
        return name == null ? System.getProperty(PROPERTY, "").strip() : name;
    }

    /** Whether it is one of our transports with HTTP/3, however it was asked for. */
    boolean hasHttp3(Connecting how) {
        String wanted = wanted();
        return how.onlyHttp3()
                || wanted.equals(HTTP3)
                || wanted.equals(ALT_SVC)
                || wanted.isEmpty() && how.prefersHttp3();
    }

    private Chosen choose(Connecting how) {
        plugins.load();
        if (hasHttp3(how)) {
            return withHttp3(how);
        }
        for (TransportProvider provider : candidates(how)) {
            Transport works = tried(provider, how.config());
            if (works != null) {
                return new Chosen(provider.name(), works);
            }
        }
        build(SseClient.builder().transportConfig(how.config())).close(); // throws and says why there is none
        throw CommandFailure.of("no transport works here", null);
    }

    private Chosen withHttp3(Connecting how) {
        String wanted = wanted();
        if (how.onlyHttp3() && !wanted.isEmpty() && !wanted.equals(HTTP3)) {
            throw CommandFailure.badUsage("--http3-only uses the transport http3, and no other can be named");
        }
        if (how.onlyHttp3() || wanted.equals(HTTP3)) {
            return new Chosen(HTTP3, Http3Transports.alone(how));
        }
        return new Chosen(
                ALT_SVC,
                wanted.isEmpty()
                        ? Http3Transports.first(how, () -> overTcp(how))
                        : Http3Transports.whereOffered(how, () -> overTcp(how)));
    }

    private static Transport overTcp(Connecting how) {
        for (TransportProvider provider : TransportProviders.find().speaking(HttpVersion.HTTP_2)) {
            Transport works = tried(provider, how.overTcp());
            if (works != null) {
                return works;
            }
        }
        throw CommandFailure.of("no transport works here", null);
    }

    private List<TransportProvider> candidates(Connecting how) {
        plugins.load();
        String wanted = wanted();
        TransportProviders all = TransportProviders.find();
        List<TransportProvider> speaking = all.speaking(how.config().httpVersion());
        if (wanted.isEmpty()) {
            return speaking;
        }
        List<TransportProvider> named =
                all.found().stream().filter(each -> each.name().equals(wanted)).toList();
        if (how.prefersHttp3() && !named.isEmpty() && named.stream().noneMatch(speaking::contains)) {
            throw CommandFailure.badUsage(
                    "the transport " + wanted + " does not speak HTTP/3: leave out --http3 or --transport");
        }
        return named;
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
