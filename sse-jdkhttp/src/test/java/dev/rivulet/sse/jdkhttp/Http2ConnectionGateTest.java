package dev.rivulet.sse.jdkhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportConfig.HttpVersion;
import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.testkit.SelfSigned;
import dev.rivulet.sse.tests.support.Recording;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The JDK makes a connection for each HTTP/2 exchange that begins before there is one, and keeps all but one for nothing. */
@Timeout(600)
class Http2ConnectionGateTest {
    private static final Response STREAM = Response.stream().chunk("a").hang();

    private final SelfSigned certificate = SelfSigned.localhost();

    @Test
    void many_exchanges_that_begin_at_once_share_a_connection() {
        try (var setup = http2()) {
            setup.server.otherwise(STREAM);
            open(setup, 20).forEach(each -> each.readBytes(1));
            assertThat(setup.server.connections()).isOne();
        }
    }

    @Test
    void so_do_those_that_begin_at_once_when_the_connection_was_lost() {
        var lost = new Gate();
        try (var setup = http2()) {
            setup.server.respond(Response.stream().await(lost).cut());
            setup.server.otherwise(STREAM);
            Recording first = setup.get();
            first.awaitHead();
            open(setup, 5).forEach(each -> each.readBytes(1));
            lost.open();
            setup.server.awaitDisconnect(1);
            open(setup, 20).forEach(each -> each.readBytes(1));
            assertThat(setup.server.connections()).isEqualTo(2);
        }
    }

    /** The JDK does not use that connection again, and the old stream says nothing of the next one. */
    @Test
    void so_do_those_that_begin_at_once_while_a_stream_lives_on_a_connection_that_goes_away() {
        Assumptions.assumeTrue(Runtime.version().feature() >= 24, "before JDK 24 a GOAWAY fails every stream");
        try (var setup = http2()) {
            setup.server.respond(
                    Response.stream().chunk("a").goAwayAfter(0).chunk("b").hang());
            setup.server.otherwise(STREAM);
            setup.get().readBytes(2);
            open(setup, 20).forEach(each -> each.readBytes(1));
            assertThat(setup.server.connections()).isEqualTo(2);
        }
    }

    @Test
    void where_the_first_is_cancelled_before_it_has_a_connection_the_next_one_makes_it() {
        var gate = gate();
        var sent = new ArrayList<String>();
        var first = begun(gate);
        var second = admission(gate);
        second.begin(() -> sent.add("second"));
        var cancelled = admission(gate);
        cancelled.begin(() -> sent.add("cancelled"));
        var third = admission(gate);
        third.begin(() -> sent.add("third"));
        cancelled.over();

        first.over();
        assertThat(sent).containsExactly("second");

        second.connected();
        assertThat(sent).containsExactly("second", "third");
    }

    @Test
    void an_open_stream_does_not_let_others_make_connections_at_once() {
        var gate = gate();
        var sent = new ArrayList<String>();
        var open = begun(gate);
        open.connected();
        open.opened("h2");

        begun(gate);
        admission(gate).begin(() -> sent.add("waits"));

        assertThat(sent).isEmpty();
    }

    @Test
    void a_first_answer_that_takes_long_does_not_hold_the_others_back() {
        try (var setup = new Setup(ScriptedServer.startHttp2(certificate.server()), transport())) {
            setup.server.respond(Response.noAnswer());
            setup.server.otherwise(STREAM);
            Recording slow = setup.get();
            setup.server.awaitRequests(1);
            open(setup, 5).forEach(each -> each.readBytes(1));
            assertThat(setup.server.connections()).isOne();
            assertThat(slow.calls()).isEmpty();
        }
    }

    @Test
    void one_that_is_cancelled_while_it_waits_is_never_sent() {
        var cancelled = new Gate();
        try (var setup = http2()) {
            setup.server.respond(Response.onAccept().await(cancelled));
            setup.server.otherwise(STREAM);
            Recording first = setup.get();
            Recording waiting = setup.get();
            waiting.cancel();
            cancelled.open();
            first.readBytes(1);
            setup.get().readBytes(1);
            assertThat(setup.server.requests()).hasSize(2);
            assertThat(waiting.calls()).isEmpty();
        }
    }

    @Test
    void where_the_first_fails_the_others_do_not_wait_for_ever() {
        try (var setup = http2()) {
            setup.server.refuseConnections();
            open(setup, 5).forEach(each -> each.awaitFailed(Phase.CONNECT));
        }
    }

    @Test
    void http_1_1_is_not_held_back_once_it_is_known() {
        try (var setup = new Setup(ScriptedServer.start(certificate.server()), transport())) {
            setup.server.otherwise(STREAM);
            Recording first = setup.get();
            first.readBytes(1);
            setup.server.respond(Response.noAnswer());
            setup.get();
            setup.server.awaitRequests(2);
            open(setup, 5).forEach(each -> each.readBytes(1));
            assertThat(setup.server.connections()).isEqualTo(7);
        }
    }

    @Test
    void where_no_client_has_room_the_search_ends() {
        var gate = gate();
        var first = begun(gate);
        first.opened("h2");
        var second = begun(gate);
        assertThat(second.movesOn()).isTrue();
        second.begin(() -> {});
        second.opened("h2");
        assertThat(List.of(first.client(), second.client())).containsExactly(0, 1);
        var third = begun(gate);
        assertThat(third.client()).as("the first is known to be full").isOne();
        int tries = 1;
        while (third.movesOn()) {
            third.begin(() -> {});
            tries++;
        }
        assertThat(tries).isEqualTo(2);
        third.over();
        first.over();
        assertThat(begun(gate).client()).as("the first has room again").isZero();
    }

    @Test
    void who_is_alone_on_a_connection_without_room_makes_no_further_ones() {
        var gate = gate();
        assertThat(begun(gate).movesOn()).isFalse();
    }

    private static Http2ConnectionGate.Admission begun(Http2ConnectionGate gate) {
        var admission = admission(gate);
        admission.begin(() -> {});
        return admission;
    }

    private static Http2ConnectionGate.Admission admission(Http2ConnectionGate gate) {
        return gate.admission(Setup.request("GET", URI.create("https://localhost:1/"), Headers.none(), null));
    }

    /** Only counted. */
    private record TwoClients() implements Clients {
        @Override
        public Lease lease(Duration connectTimeout, int number) {
            throw new AssertionError();
        }

        @Override
        public int most() {
            return 2;
        }

        @Override
        public HttpVersion highest() {
            return HttpVersion.HTTP_2;
        }

        @Override
        public String whenFull() {
            return "";
        }

        @Override
        public void close() {}
    }

    private static List<Recording> open(Setup setup, int count) {
        List<Recording> opened = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            opened.add(setup.get());
        }
        return opened;
    }

    private static Http2ConnectionGate gate() {
        return new Http2ConnectionGate(new TwoClients(), Runnable::run, Setup.PATIENT);
    }

    /** Where none loses patience because the first takes long to connect. */
    private Setup http2() {
        var config = TransportConfig.defaults().sslContext(certificate.client());
        return new Setup(
                ScriptedServer.startHttp2(certificate.server()), JdkHttpTransport.create(config, Setup.PATIENT));
    }

    private JdkHttpTransport transport() {
        return JdkHttpTransport.create(TransportConfig.defaults().sslContext(certificate.client()));
    }
}
