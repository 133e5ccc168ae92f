package dev.rivulet.sse.http3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Features;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportRequest;
import dev.rivulet.sse.tests.support.Recording;
import java.io.EOFException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What two transports that do nothing are asked for. */
class AlternativeRequestTest {
    private final Inert http3 = new Inert("h3");
    private final Inert tcp = new Inert("h2");
    private final AltSvcTransport transport = AltSvcTransport.of(http3, tcp);

    @ParameterizedTest
    @ValueSource(
            strings = {"https://s/s?t=p", "https://https:443/s?t=p", "https://tp:443/s?t=p", "https://[::1]:443/s?t=p"})
    void whatever_the_host_is_called_the_path_is_the_same(String uri) {
        offerOf(uri);
        Opened.get(transport, URI.create(uri));
        URI asked = http3.requests.get(0).uri();
        assertThat(asked.getPort()).isEqualTo(8443);
        assertThat(asked.getHost()).isEqualTo(URI.create(uri).getHost());
        assertThat(asked.getRawPath()).isEqualTo("/s");
        assertThat(asked.getRawQuery()).isEqualTo("t=p");
    }

    @Test
    void an_alternative_that_three_times_in_a_row_brings_no_head_is_left_alone() {
        offerOf("https://example.com/");
        for (int i = 0; i < 3; i++) {
            Recording broken = Opened.get(transport, URI.create("https://example.com/"));
            last(http3).failed(Phase.HEAD, new EOFException());
            broken.awaitFailed(Phase.HEAD);
        }
        Opened.get(transport, URI.create("https://example.com/"));
        assertThat(http3.requests).hasSize(3);
        assertThat(tcp.requests).hasSize(2);
    }

    @Test
    void an_alternative_that_brings_a_head_now_and_then_stays() {
        offerOf("https://example.com/");
        for (int i = 0; i < 8; i++) {
            Opened.get(transport, URI.create("https://example.com/"));
            if (i % 3 == 2) {
                last(http3).head(new ResponseHead(200, Headers.none(), "h3"));
            } else {
                last(http3).failed(Phase.HEAD, new EOFException());
            }
        }
        assertThat(http3.requests).hasSize(8);
    }

    @Test
    void an_alternative_that_is_not_the_origins_is_left_alone_although_the_origin_offers_it_again() {
        for (int i = 0; i < 3; i++) {
            offerOf("https://example.com/");
            Opened.get(transport, URI.create("https://example.com/"));
            last(http3).head(new ResponseHead(421, Headers.none(), "h3"));
            last(http3).end();
        }
        offerOf("https://example.com/");
        Opened.get(transport, URI.create("https://example.com/"));
        assertThat(http3.requests).hasSize(3);
        assertThat(tcp.requests).hasSize(5);
    }

    @Test
    void an_alternative_that_has_not_processed_a_request_stays() {
        offerOf("https://example.com/");
        Recording refused = Opened.get(transport, URI.create("https://example.com/"));
        http3.receivers
                .get(0)
                .failed(Phase.HEAD, new SseException(new Failure.RequestNotProcessed(new EOFException())));
        refused.awaitFailed(Phase.HEAD);
        Opened.get(transport, URI.create("https://example.com/"));
        assertThat(http3.requests).hasSize(2);
    }

    @Test
    void what_a_transport_says_while_it_opens_an_exchange_that_is_cancelled_is_not_passed_on() {
        offerOf("https://example.com/");
        var recording = new Recording();
        var choice = new Choice[1];
        choice[0] = new Choice(
                receiver -> {
                    choice[0].cancel();
                    receiver.failed(Phase.CONNECT, new EOFException());
                    return tcp.open(null, receiver);
                },
                receiver -> tcp.open(null, receiver),
                phase -> false,
                recording);
        choice[0].useFirst();
        assertThat(recording.isOver()).isFalse();
    }

    private void offerOf(String uri) {
        Opened.get(transport, URI.create(uri));
        last(tcp).head(new ResponseHead(200, Headers.none().add("Alt-Svc", "h3=\":8443\""), "h2"));
        last(tcp).end();
    }

    private static Receiver last(Inert of) {
        return of.receivers.get(of.receivers.size() - 1);
    }

    private static final class Inert implements Transport {
        private final List<TransportRequest> requests = new ArrayList<>();
        private final List<Receiver> receivers = new ArrayList<>();
        private final String protocol;

        Inert(String protocol) {
            this.protocol = protocol;
        }

        @Override
        public Exchange open(TransportRequest request, Receiver to) {
            requests.add(request);
            receivers.add(to);
            return new Exchange() {
                @Override
                public void read() {}

                @Override
                public void cancel() {}
            };
        }

        @Override
        public Features features() {
            return Features.of(protocol);
        }

        @Override
        public void close() {}

        @Override
        public String description() {
            return protocol;
        }
    }
}
