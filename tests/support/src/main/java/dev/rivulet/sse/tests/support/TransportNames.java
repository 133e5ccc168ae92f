package dev.rivulet.sse.tests.support;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.spi.Features;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportConfig.HttpVersion;
import dev.rivulet.sse.spi.TransportProvider;
import dev.rivulet.sse.spi.TransportProviders;
import dev.rivulet.sse.spi.TransportUnavailableException;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** The transports on the class path. */
public final class TransportNames {
    private TransportNames() {}

    /** Those that are there, whether they work here or not, and that this build tests. */
    public static Stream<String> all() {
        return found().filter(TestedPart.current()::includes);
    }

    /** As {@link #all()}, for tests that take so long that most builds run them over one transport only. */
    public static Stream<String> costly() {
        return found().filter(TestedPart.current()::includesCostly);
    }

    /** Those over which {@link TestedPart#includes(String, String)} may take a test. */
    public static Stream<String> inTurns() {
        return TestedPart.current() == TestedPart.REST ? found() : all();
    }

    /** Those that are there and are taken for HTTP/2 and HTTP/1.1, whatever this build tests. */
    public static Stream<String> found() {
        return ServiceLoader.load(TransportProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.speaks(HttpVersion.HTTP_2))
                .map(TransportProvider::name)
                .sorted();
    }

    /** What this transport can do with these settings; the test is skipped where it does not work. */
    public static Features features(String transport, TransportConfig config) {
        try (Transport made = transport(transport, config)) {
            return made.features();
        }
    }

    /** This transport with these settings; the test is skipped where it does not work. */
    public static Transport transport(String transport, TransportConfig config) {
        TransportProvider provider = TransportProviders.find().found().stream()
                .filter(each -> each.name().equals(transport))
                .findFirst()
                .orElseThrow();
        try {
            return provider.create(config);
        } catch (TransportUnavailableException e) {
            return abort(String.valueOf(e.getMessage()));
        }
    }

    /** A client over this transport; the test is skipped where it does not work. */
    public static SseClient client(String transport) {
        return client(transport, TransportConfig.defaults());
    }

    /** As {@link #client(String)}, with these settings. */
    public static SseClient client(String transport, TransportConfig config) {
        try {
            return SseClient.builder()
                    .transport(transport)
                    .transportConfig(config)
                    .build();
        } catch (IllegalStateException e) {
            return abort(String.valueOf(e.getMessage()));
        }
    }
}
