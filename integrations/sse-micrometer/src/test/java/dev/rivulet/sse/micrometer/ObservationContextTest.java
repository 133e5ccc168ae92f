package dev.rivulet.sse.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseSubscriber;
import dev.rivulet.sse.policy.Delivery;
import io.micrometer.observation.NullObservation;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The observation of the subscriber is current in its code, and on no thread afterwards. */
class ObservationContextTest {
    @RegisterExtension
    final ObservedRig rig = new ObservedRig();

    @RegisterExtension
    final Logged logged = new Logged();

    private final List<String> seen = new ArrayList<>();
    private final Scopes scopes = new Scopes();

    /** As a tracer does: it has a context of its own for each thread, here the number of scopes that are open. */
    private static final class Scopes implements ObservationHandler<Observation.Context> {
        private final ThreadLocal<Integer> open = ThreadLocal.withInitial(() -> 0);
        private boolean breaksOpening;
        private boolean breaksClosing;

        @Override
        public void onScopeOpened(Observation.Context context) {
            if (breaksOpening) {
                throw new IllegalStateException("onScopeOpened is broken");
            }
            open.set(open.get() + 1);
        }

        @Override
        public void onScopeClosed(Observation.Context context) {
            open.set(open.get() - 1);
            if (breaksClosing) {
                throw new IllegalStateException("onScopeClosed is broken");
            }
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }
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

    @BeforeEach
    void watchScopes() {
        rig.registry.observationConfig().observationHandler(scopes);
    }

    private String current() {
        Observation current = rig.registry.getCurrentObservation();
        return current == null || current instanceof NullObservation
                ? "none"
                : current.getContext().getName();
    }

    private void see(String where) {
        seen.add(where + " " + current());
    }

    private void subscribeIn(Observation observation) {
        observation.scoped(() -> {
            rig.session = rig.client.subscribe(Rig.request(), new Handler());
        });
    }

    @Test
    void in_handlers_also_after_the_observation_has_stopped() {
        Observation mine = Observation.start("mine", rig.registry);
        subscribeIn(mine);
        mine.stop();
        rig.open().send("a");
        assertThat(current()).as("on the transport's thread").isEqualTo("none");
        rig.session.close();

        assertThat(seen).containsExactly("Connecting mine", "Open mine", "event mine", "Closed mine");
        assertThat(scopes.open.get()).isZero();
    }

    @Test
    void where_the_transport_has_another_one_it_is_current_again_afterwards() {
        subscribeIn(Observation.start("mine", rig.registry));
        Observation.start("transport", rig.registry).scoped(() -> {
            rig.open().send("a");
            assertThat(current()).isEqualTo("transport");
        });

        assertThat(seen).contains("event mine");
        assertThat(scopes.open.get()).isZero();
    }

    @Test
    void a_session_without_one_does_not_take_that_of_the_transport() {
        rig.session = rig.client.subscribe(Rig.request(), new Handler());
        Observation.start("transport", rig.registry).scoped(() -> {
            rig.open().send("a");
            assertThat(current()).isEqualTo("transport");
        });

        assertThat(seen).containsExactly("Connecting none", "Open none", "event none");
        assertThat(scopes.open.get()).isZero();
    }

    @Test
    void with_delivery_on_an_executor() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            var delivered = new CompletableFuture<String>();
            Observation.start("mine", rig.registry).scoped(() -> {
                rig.session = rig.client.subscribe(
                        Rig.request().delivery(Delivery.on(executor)), event -> delivered.complete(current()));
            });
            executor.submit(() -> {}).get(); // the request has been made
            rig.open().send("a");

            assertThat(delivered.get()).isEqualTo("mine");
            assertThat(executor.submit(this::current).get())
                    .as("on that thread afterwards")
                    .isEqualTo("none");
            assertThat(executor.submit(scopes.open::get).get()).isZero();
        } finally {
            rig.session.close();
            rig.session.closed().toCompletableFuture().get();
            executor.shutdown();
        }
    }

    @Test
    void a_handler_of_the_registry_that_throws_leaves_nothing_on_the_thread() {
        subscribeIn(Observation.start("mine", rig.registry));
        scopes.breaksClosing = true;
        rig.open().send("a");
        assertThat(current()).isEqualTo("none");
        scopes.breaksClosing = false;
        scopes.breaksOpening = true;
        rig.send("b");
        assertThat(current()).isEqualTo("none");
        scopes.breaksOpening = false;

        assertThat(seen).containsExactly("Connecting mine", "Open mine", "event mine", "event none");
        assertThat(logged.warnings()).singleElement().asString().contains("an observer failed");
    }
}
