package dev.rivulet.sse.providers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Features;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportRequest;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A transport that is handed in: no provider is looked for, and it stays the caller's. */
class GivenTransportTest {
    private final Given given = new Given();

    @AfterEach
    void put_back() {
        System.clearProperty("rivulet.transport");
    }

    @Test
    void it_is_never_closed_by_the_client() {
        SseClient client = SseClient.builder().transport(given).build();

        client.close();
        client.close();

        assertThat(given.closed).isFalse();
    }

    @Test
    void it_wins_over_a_property() {
        System.setProperty("rivulet.transport", "absent");

        try (SseClient client = SseClient.builder().transport(given).build()) {
            assertThat(client.transport()).isEqualTo("Given");
        }
    }

    @Test
    void one_without_a_name_of_its_own_has_its_classs() {
        try (SseClient client = SseClient.builder().transport(new Given() {}).build()) {
            assertThat(client.transport()).startsWith(GivenTransportTest.class.getName() + "$");
        }
    }

    private static class Given implements Transport {
        final AtomicBoolean closed = new AtomicBoolean();

        @Override
        public Exchange open(TransportRequest request, Receiver to) {
            throw new AssertionError("no exchange is expected here");
        }

        @Override
        public Features features() {
            return Features.of("http/1.1");
        }

        @Override
        public void close() {
            closed.set(true);
        }
    }
}
