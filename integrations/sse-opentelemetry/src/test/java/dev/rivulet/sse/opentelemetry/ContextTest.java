package dev.rivulet.sse.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSubscriber;
import dev.rivulet.sse.policy.Delivery;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The context of the subscriber is current in its code, and on no thread afterwards. */
class ContextTest {
    private static final ContextKey<String> KEY = ContextKey.named("whose");
    private static final Context MINE = Context.root().with(KEY, "mine");

    @RegisterExtension
    final TracedRig rig = new TracedRig();

    private final List<String> seen = new ArrayList<>();

    private void see(String where) {
        seen.add(where + " " + Context.current().get(KEY));
    }

    private final class Handler implements SseSubscriber<SseEvent> {
        @Override
        public void onState(SessionState state) {
            see(state.getClass().getSimpleName());
        }

        @Override
        public void onEvent(SseEvent event) {
            see("event");
        }
    }

    @Test
    void with_inline_delivery() {
        try (Scope scope = MINE.makeCurrent()) {
            rig.session = rig.client.subscribe(TracedRig.get(), new Handler());
        }
        rig.open().send("data: a\n\n");
        assertThat(Context.current()).as("on the transport's thread").isSameAs(Context.root());
        rig.session.close();

        assertThat(seen).containsExactly("Connecting mine", "Open mine", "event mine", "Closed mine");
        assertThat(Context.current()).isSameAs(Context.root());
    }

    @Test
    void a_handler_that_throws_leaves_no_context_on_the_thread() {
        try (Scope scope = MINE.makeCurrent()) {
            rig.session = rig.client.subscribe(TracedRig.get(), event -> {
                throw new IllegalStateException("broken");
            });
        }
        rig.open().send("data: a\n\n");

        assertThat(rig.session.state()).isInstanceOf(SessionState.Closed.class);
        assertThat(Context.current()).isSameAs(Context.root());
    }

    @Test
    void where_the_transport_has_another_context_it_is_current_again_afterwards() {
        Context other = Context.root().with(KEY, "the transport's");
        try (Scope scope = MINE.makeCurrent()) {
            rig.session = rig.client.subscribe(TracedRig.get(), new Handler());
        }
        try (Scope scope = other.makeCurrent()) {
            rig.open().send("data: a\n\n");
            assertThat(Context.current()).isSameAs(other);
        }

        assertThat(seen).contains("event mine");
    }

    @Test
    void a_session_without_a_context_does_not_take_that_of_the_transport() {
        rig.session = rig.client.subscribe(TracedRig.get(), new Handler());
        try (Scope scope = MINE.makeCurrent()) {
            rig.open().send("data: a\n\n");
        }

        assertThat(seen).containsExactly("Connecting null", "Open null", "event null");
    }

    @Test
    void with_delivery_on_an_executor() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            assertThat(deliveredOn(Delivery.on(executor))).isEqualTo("mine");
            assertThat(executor.submit(Context::current).get())
                    .as("on that thread afterwards")
                    .isSameAs(Context.root());
        } finally {
            closeAndWait();
            executor.shutdown();
        }
    }

    @Test
    void with_default_delivery() throws Exception {
        try {
            assertThat(deliveredOn(Delivery.defaults())).isEqualTo("mine");
        } finally {
            closeAndWait();
        }
    }

    private String deliveredOn(Delivery delivery) throws Exception {
        var delivered = new CompletableFuture<String>();
        rig.transport.answering(exchange -> exchange.open().bytes("data: a\n\n"));
        try (Scope scope = MINE.makeCurrent()) {
            rig.session = rig.client.subscribe(
                    TracedRig.get().delivery(delivery),
                    event -> delivered.complete(Context.current().get(KEY)));
        }
        return delivered.get();
    }

    private void closeAndWait() throws Exception {
        rig.session.close();
        rig.session.closed().toCompletableFuture().get();
    }

    @Test
    void in_the_decoder_of_a_stream_and_not_where_it_is_taken_from() throws Exception {
        rig.transport.answering(exchange -> exchange.open().bytes("data: a\n\n"));
        var stream = CompletableFuture.supplyAsync(() -> {
                    try (Scope scope = MINE.makeCurrent()) {
                        return rig.client.stream(
                                SseRequest.get(TracedRig.STREAM),
                                view -> String.valueOf(Context.current().get(KEY)));
                    }
                })
                .get();
        try (stream) {
            assertThat(stream.iterator().next()).isEqualTo("mine");
            assertThat(Context.current()).isSameAs(Context.root());
        }
        stream.session().closed().toCompletableFuture().get();
    }

    @Test
    void of_each_subscriber_of_a_publisher() {
        var publisher = rig.client.publisher(TracedRig.get());
        try (Scope scope = MINE.makeCurrent()) {
            publisher.subscribe(new Flow.Subscriber<>() {
                @Override
                public void onSubscribe(Flow.Subscription subscription) {
                    subscription.request(1);
                }

                @Override
                public void onNext(SseEvent event) {
                    see("event");
                }

                @Override
                public void onError(Throwable thrown) {
                    see("error");
                }

                @Override
                public void onComplete() {
                    see("complete");
                }
            });
        }
        rig.open().send("data: a\n\n");
        rig.server().end();
        rig.advance(Duration.ofMinutes(1)).answer(204);

        assertThat(seen).containsExactly("event mine", "complete mine");
        assertThat(Context.current()).isSameAs(Context.root());
    }
}
