package dev.rivulet.sse.jdkhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.spi.Phase;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.testkit.SelfSigned;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The JDK makes a connection for each HTTP/2 exchange that begins before there is one, and keeps all but one for nothing. */
@Timeout(20)
class FirstContactsTest {
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

    @Test
    void a_first_answer_that_takes_long_does_not_hold_the_others_back() {
        try (var setup = http2()) {
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
        try (var setup = http2()) {
            setup.server.otherwise(STREAM);
            Recording first = setup.get();
            Recording waiting = setup.get();
            waiting.cancel();
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

    private static List<Recording> open(Setup setup, int count) {
        List<Recording> opened = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            opened.add(setup.get());
        }
        return opened;
    }

    private Setup http2() {
        return new Setup(ScriptedServer.startHttp2(certificate.server()), transport());
    }

    private JdkHttpTransport transport() {
        return JdkHttpTransport.create(TransportConfig.defaults().withSslContext(certificate.client()));
    }
}
