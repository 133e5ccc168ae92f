package dev.rivulet.sse.cli.servers;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.spi.TransportProvider;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** The transports on the class path. */
public final class TransportNames {
    private TransportNames() {}

    /** All that are there, whether they work here or not. */
    public static Stream<String> all() {
        return ServiceLoader.load(TransportProvider.class).stream()
                .map(provider -> provider.get().name())
                .sorted();
    }

    /** A client over this transport; the test is skipped where it does not work. */
    public static SseClient client(String transport) {
        try {
            return SseClient.builder().transport(transport).build();
        } catch (IllegalStateException e) {
            return abort(String.valueOf(e.getMessage()));
        }
    }
}
