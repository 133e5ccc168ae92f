package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SessionState.Closed.Reason;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.SseSubscriber;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Features;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportRequest;
import dev.rivulet.sse.testkit.FakeTransport;
import dev.rivulet.sse.testkit.VirtualTime;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A backend whose methods throw what they must not. */
class BrokenBackendTest {
    private final FakeTransport network = new FakeTransport();
    private final Broken broken = new Broken();
    private final SseRequest request = SseRequest.get(Rig.STREAM).delivery(Delivery.inline());
    private final SseClient client =
            SseClient.builder().transport(broken).scheduler(new VirtualTime()).build();

    @Test
    void a_cancel_that_throws_leaves_no_session_open() {
        broken.inCancel = new IllegalStateException("broken");
        List<SseSession> sessions = Stream.generate(this::open).limit(3).toList();
        client.close();
        for (SseSession session : sessions) {
            assertThat(session.closed().toCompletableFuture())
                    .isCompletedWithValueMatching(Ends.normally(Reason.CLOSED)::test);
        }
        assertThat(client.metrics().sessions().values()).containsOnly(0);
        assertThat(broken.cancelled).isGreaterThanOrEqualTo(3);
    }

    @Test
    void a_cancel_that_throws_an_error_leaves_a_loss_a_loss() {
        broken.inCancel = new NoClassDefFoundError("broken");
        SseSession session = open();
        network.last().failed(dev.rivulet.sse.http.Phase.BODY, new IOException("reset"));
        assertThat(session.state()).isInstanceOf(SessionState.BackingOff.class);
        session.close();
        assertThat(session.state()).isInstanceOf(SessionState.Closed.class);
    }

    @Test
    void a_read_that_throws_is_a_lost_connection_and_not_the_handlers_fault() {
        SseSession session = client.subscribe(request, event -> {});
        broken.inRead = new IllegalStateException("broken");
        network.last().open();
        assertThat(session.state())
                .isInstanceOfSatisfying(
                        SessionState.BackingOff.class,
                        state -> assertThat(state.failure().cause()).isSameAs(broken.inRead));
        assertThat(network.last().isCancelled()).isTrue();
        session.close();
    }

    @Test
    void a_handler_that_throws_a_checked_exception_where_none_is_declared_ends_its_session() {
        var thrown = new IOException("thrown by Kotlin, say");
        SseSession session = client.subscribe(request, new SseSubscriber<>() {
            @Override
            public void onEvent(SseEvent event) {}

            @Override
            public void onState(SessionState state) {
                Broken.<RuntimeException>sneak(thrown);
            }
        });
        assertThat(session.closed().toCompletableFuture())
                .isCompletedWithValueMatching(
                        end -> end.failure() instanceof Failure.HandlerFailed failed && failed.cause() == thrown);
    }

    @Test
    void an_open_that_throws_an_error_is_the_backends_fault_and_not_the_handlers() {
        broken.inOpen = new NoClassDefFoundError("a jar is missing");
        SseSession session = client.subscribe(request, event -> {});
        assertThat(session.state())
                .isInstanceOfSatisfying(
                        SessionState.Closed.class,
                        closed -> assertThat(closed.failure())
                                .isEqualTo(new Failure.ConnectionFailed(
                                        dev.rivulet.sse.http.Phase.SEND, broken.inOpen, false)));
    }

    private SseSession open() {
        SseSession session = client.subscribe(request, event -> {});
        network.last().open();
        assertThat(session.state()).isInstanceOf(SessionState.Open.class);
        return session;
    }

    /** Does what it is asked to, and then throws. */
    private final class Broken implements Transport {
        private Throwable inOpen;
        private Throwable inCancel;
        private Throwable inRead;
        private int cancelled;

        @Override
        public Exchange open(TransportRequest what, Receiver to) {
            throwIfAny(inOpen);
            Exchange sound = network.open(what, to);
            return new Exchange() {
                @Override
                public void read() {
                    sound.read();
                    throwIfAny(inRead);
                }

                @Override
                public void cancel() {
                    cancelled++;
                    sound.cancel();
                    throwIfAny(inCancel);
                }
            };
        }

        private static void throwIfAny(Throwable thrown) {
            if (thrown != null) {
                Broken.<RuntimeException>sneak(thrown);
            }
        }

        @SuppressWarnings("unchecked") // as languages without checked exceptions do
        static <T extends Throwable> void sneak(Throwable thrown) throws T {
            throw (T) thrown;
        }

        @Override
        public Features features() {
            return network.features();
        }

        @Override
        public void close() {
            network.close();
        }
    }
}
