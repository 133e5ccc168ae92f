package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.LastEventIdStore;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.testkit.CheckingPool;
import dev.rivulet.sse.testkit.FakeExchange;
import dev.rivulet.sse.testkit.FakeTransport;
import dev.rivulet.sse.testkit.VirtualTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.Flow.Subscription;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The Flow face, inline in virtual time. What the specification asks is in {@link PublisherTckTest}. */
class PublisherTest {
    private final VirtualTime time = new VirtualTime();
    private final FakeTransport transport = new FakeTransport();
    private final CheckingPool pool = new CheckingPool();
    private final SseClient client = Rig.client(transport, time, pool);
    private final Flow.Publisher<SseEvent> publisher = client.publisher(Rig.get());
    private final Sub sub = new Sub();

    @AfterEach
    void everything_is_released() {
        client.close();
        pool.assertNothingOutstanding();
        time.advance(Duration.ofDays(1));
        assertThat(time.pending()).isZero();
    }

    @Test
    void it_is_cold_and_gives_each_subscriber_a_session_of_its_own() {
        assertThat(transport.opened()).isZero();
        Sub other = new Sub();
        publisher.subscribe(sub);
        publisher.subscribe(other);
        assertThat(transport.opened()).isEqualTo(2);
        sub.subscription.request(9);
        other.subscription.request(9);
        transport.exchanges().get(0).open().bytes("data: a\n\n");
        transport.exchanges().get(1).open().bytes("data: b\n\n");
        assertThat(sub.data).containsExactly("a");
        assertThat(other.data).containsExactly("b");
    }

    @Test
    void one_subscriber_twice_has_two_sessions() {
        publisher.subscribe(sub);
        publisher.subscribe(sub);
        assertThat(transport.opened()).isEqualTo(2);
    }

    @Test
    void only_what_was_asked_for_is_delivered() {
        FakeExchange server = subscribed();
        server.bytes("data: a\n\ndata: b\n\ndata: c\n\n");
        assertThat(sub.data).isEmpty();
        sub.subscription.request(1);
        assertThat(sub.data).containsExactly("a");
        sub.subscription.request(1);
        assertThat(sub.data).containsExactly("a", "b");
        sub.subscription.request(Long.MAX_VALUE);
        server.bytes("data: d\n\n");
        assertThat(sub.data).containsExactly("a", "b", "c", "d");
    }

    @Test
    void without_demand_two_bursts_are_read_ahead_and_the_server_waits_without_being_idle() {
        FakeExchange server = subscribed();
        for (int i = 0; i < 10; i++) {
            server.bytes("data: " + i + "\n\n");
        }
        assertThat(server.bursts()).isEqualTo(2);
        time.advance(Duration.ofHours(9));
        assertThat(transport.opened()).isEqualTo(1);
        sub.subscription.request(100);
        assertThat(sub.data).hasSize(10);
    }

    @Test
    void a_connection_that_died_after_events_that_wait_is_replaced_when_they_have_been_taken() {
        FakeExchange server = subscribed();
        server.bytes("id: 1\ndata: a\n\nid: 2\ndata: b\n\n"); // one burst waits, the next is granted
        assertThat(server.hasCredit()).isTrue();
        time.advance(Duration.ofMinutes(5));
        assertThat(server.isCancelled()).as("idle").isTrue();
        assertThat(sub.data).isEmpty();

        sub.subscription.request(9);
        time.advance(Duration.ofSeconds(1));

        assertThat(sub.data).containsExactly("a", "b");
        assertThat(transport.opened()).isEqualTo(2);
        assertThat(transport.last().header("Last-Event-ID")).isEqualTo("2");
    }

    @Test
    void an_event_that_was_asked_for_is_committed_when_onNext_has_returned() {
        LastEventIdStore store = LastEventIdStore.inMemory();
        List<String> during = new ArrayList<>();
        sub.onNext = event -> during.add(String.valueOf(store.load()));
        client.publisher(Rig.get().lastEventIdStore(store)).subscribe(sub);
        sub.subscription.request(2);
        transport.last().open().bytes("id: 1\ndata: a\n\nid: 2\ndata: b\n\nid: 3\ndata: c\n\n");
        assertThat(during).doesNotContain("2", "3");
        assertThat(store.load()).isEqualTo("2");
    }

    @Test
    void cancel_closes_the_session_and_nothing_is_signalled_any_more() {
        FakeExchange server = subscribed();
        sub.subscription.request(9);
        server.bytes("data: a\n\n");
        sub.subscription.cancel();
        assertThat(server.isCancelled()).isTrue();
        server.bytes("data: b\n\n");
        sub.subscription.request(1);
        sub.subscription.cancel();
        assertThat(sub.log).containsExactly("onSubscribe", "onNext");
    }

    @Test
    void cancel_inside_onNext_drops_the_rest_of_the_burst() {
        sub.onNext = event -> sub.subscription.cancel();
        FakeExchange server = subscribed();
        sub.subscription.request(9);
        server.bytes("data: a\n\ndata: b\n\n");
        assertThat(sub.log).containsExactly("onSubscribe", "onNext");
        assertThat(server.isCancelled()).isTrue();
    }

    @Test
    void cancel_inside_onSubscribe_opens_nothing() {
        sub.onSubscribe = Subscription::cancel;
        publisher.subscribe(sub);
        assertThat(transport.opened()).isZero();
        assertThat(sub.log).containsExactly("onSubscribe");
    }

    @Test
    void a_request_inside_onNext_does_not_recurse() {
        sub.onNext = event -> sub.subscription.request(1);
        FakeExchange server = subscribed();
        sub.subscription.request(1);
        server.bytes("data: a\n\n".repeat(500_000));
        assertThat(sub.data).hasSize(500_000);
    }

    @Test
    void demand_that_adds_up_beyond_a_long_is_no_less() {
        FakeExchange server = subscribed();
        sub.subscription.request(Long.MAX_VALUE);
        sub.subscription.request(Long.MAX_VALUE);
        server.bytes("data: a\n\ndata: b\n\n");
        assertThat(sub.data).hasSize(2);
    }

    @Test
    void a_demand_that_is_not_positive_is_an_error_and_closes() {
        FakeExchange server = subscribed();
        sub.subscription.request(0);
        assertThat(sub.error).isInstanceOf(IllegalArgumentException.class);
        assertThat(server.isCancelled()).isTrue();
    }

    @Test
    void a_failure_comes_as_the_error_after_the_events_before_it() {
        client.publisher(Rig.get().reconnect(ReconnectPolicy.never())).subscribe(sub);
        transport.last().open().bytes("data: a\n\ndata: b\n\n").failed(Phase.BODY, new IOException("reset"));
        sub.subscription.request(1);
        assertThat(sub.log).containsExactly("onSubscribe", "onNext");
        sub.subscription.request(1);
        assertThat(sub.log).containsExactly("onSubscribe", "onNext", "onNext", "onError");
        assertThat(((SseException) sub.error).failure()).isInstanceOf(Failure.ConnectionFailed.class);
    }

    @Test
    void a_failure_with_nothing_before_it_needs_no_demand() {
        client.publisher(Rig.get()).subscribe(sub);
        transport.last().head(403, Rig.headers()).bytes("no").end();
        assertThat(sub.log).containsExactly("onSubscribe", "onError");
    }

    @Test
    void a_clean_end_completes() {
        client.publisher(Rig.get().endMarker("[DONE]")).subscribe(sub);
        sub.subscription.request(9);
        transport.last().open().bytes("data: a\n\ndata: [DONE]\n\n");
        assertThat(sub.log).containsExactly("onSubscribe", "onNext", "onComplete");
    }

    @Test
    void a_stream_that_ends_with_the_demanded_events_completes_without_more_demand() {
        // Rule 1.7 asks for no demand before a terminal signal; the marker is in the burst, after the last event.
        client.publisher(Rig.get().endMarker("[DONE]")).subscribe(sub);
        sub.subscription.request(1);
        transport.last().open().bytes("data: a\n\n").bytes("data: [DONE]\n\n");
        assertThat(sub.data).containsExactly("a");
    }

    @Test
    void closing_the_client_ends_every_subscriber() {
        subscribed();
        client.close();
        assertThat(sub.log).hasSize(2);
        assertThat(sub.log.get(1)).isIn("onComplete", "onError");
    }

    @Test
    void subscribing_to_a_closed_client_is_signalled_not_thrown() {
        client.close();
        publisher.subscribe(sub);
        assertThat(sub.log).containsExactly("onSubscribe", "onError");
        assertThat(sub.error).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void no_subscriber_is_a_null_pointer() {
        assertThatThrownBy(() -> publisher.subscribe(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void a_decoder_may_skip_without_using_demand_up() {
        var taken = new FlowRecorder<String>();
        client.publisher(Rig.get(), view -> view.data().length() > 1 ? view.data() : null)
                .subscribe(taken);
        taken.subscription.join().request(1);
        transport.last().open().bytes("data: a\n\ndata: b\n\ndata: long\n\ndata: longer\n\n");
        assertThat(taken.items).containsExactly("long");
    }

    private FakeExchange subscribed() {
        publisher.subscribe(sub);
        return transport.last().open();
    }

    private static final class Sub implements Flow.Subscriber<SseEvent> {
        final List<String> log = new ArrayList<>();
        final List<String> data = new ArrayList<>();
        Consumer<Subscription> onSubscribe = s -> {};
        Consumer<SseEvent> onNext = event -> {};
        Subscription subscription;
        Throwable error;

        @Override
        public void onSubscribe(Subscription given) {
            subscription = given;
            log.add("onSubscribe");
            onSubscribe.accept(given);
        }

        @Override
        public void onNext(SseEvent event) {
            log.add("onNext");
            data.add(event.data());
            onNext.accept(event);
        }

        @Override
        public void onError(Throwable thrown) {
            log.add("onError");
            error = thrown;
        }

        @Override
        public void onComplete() {
            log.add("onComplete");
        }
    }
}
