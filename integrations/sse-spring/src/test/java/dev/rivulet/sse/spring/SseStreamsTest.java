package dev.rivulet.sse.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.testkit.ScriptedServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.Lifecycle;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.support.SimpleThreadScope;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The life of an application's streams. */
@Timeout(240)
class SseStreamsTest {
    @AutoClose
    private final ScriptedServer server = ScriptedServer.start().otherwise(Numbered.to(3));

    static class Queue {
        final BlockingQueue<String> ids = new LinkedBlockingQueue<>();

        String take() throws InterruptedException {
            return ids.poll(60, TimeUnit.SECONDS);
        }
    }

    static class Listening extends Queue {
        @SseListener("prices")
        void on(SseEvent event) {
            ids.add(event.id());
        }
    }

    static class Waiting extends Queue {
        final CountDownLatch called = new CountDownLatch(1);
        final CountDownLatch gate = new CountDownLatch(1);

        @SseListener("prices")
        void on(SseEvent event) throws InterruptedException {
            called.countDown();
            gate.await();
            ids.add(event.id());
        }
    }

    static class Other implements SmartLifecycle {
        final ScriptedServer server;
        volatile boolean running;
        volatile int requestsAtStart = -1;
        volatile int connectionsAtStop = -1;

        Other(ScriptedServer server) {
            this.server = server;
        }

        @Override
        public void start() {
            requestsAtStart = server.requests().size();
            running = true;
        }

        @Override
        public void stop() {
            server.awaitNoConnections();
            connectionsAtStop = server.openConnections();
            running = false;
        }

        @Override
        public boolean isRunning() {
            return running;
        }

        @Override
        public int getPhase() {
            return DEFAULT_PHASE - 1;
        }
    }

    @Test
    void streams_start_after_the_other_beans_and_stop_before_them() throws Exception {
        var other = new Other(server);
        var listener = new Listening();
        try (App app = App.with(listener, other).start(server)) {
            assertThat(listener.take()).isEqualTo("1");
        }
        assertThat(other.requestsAtStart).isZero();
        assertThat(other.connectionsAtStop).isZero();
    }

    @Test
    void closing_the_application_waits_for_the_event_in_hand() throws Exception {
        var listener = new Waiting();
        App app = App.with(listener).start(server);
        assertThat(listener.called.await(60, TimeUnit.SECONDS)).isTrue();
        ListenedStream stream = app.stream();
        var closing = new Thread(app::close);
        closing.start();
        server.awaitNoConnections(); // the session has been closed, and is not only about to be
        listener.gate.countDown();
        closing.join();
        assertThat(listener.ids).containsExactly("1");
        assertThat(stream.session().lastEventId()).isEqualTo("1");
    }

    @Test
    void a_stopped_stream_continues_where_it_stopped() throws Exception {
        var listener = new Listening();
        try (App app = App.with(listener).start(server)) {
            assertThat(List.of(listener.take(), listener.take(), listener.take()))
                    .containsExactly("1", "2", "3");
            app.stream().stop();
            app.stream().stop();
            server.otherwise(Numbered.to(5));
            assertThat(app.stream().isRunning()).isFalse();
            app.stream().start();
            app.stream().start();
            assertThat(List.of(listener.take(), listener.take())).containsExactly("4", "5");
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void a_start_waits_for_the_event_in_hand_and_so_does_the_start_after_another_stop() throws Exception {
        var listener = new Waiting();
        try (App app = App.with(listener).start(server)) {
            assertThat(listener.called.await(60, TimeUnit.SECONDS)).isTrue();
            app.stream().stop();
            app.stream().start();
            app.stream().stop();
            app.stream().start();
            assertThat(app.stream().session()).isNull();
            assertThat(app.stream().isRunning()).isTrue();
            listener.gate.countDown();
            assertThat(List.of(listener.take(), listener.take(), listener.take()))
                    .containsExactly("1", "2", "3");
            assertThat(server.requests()).hasSize(2);
            assertThat(server.requests().get(1).lastEventId()).isEqualTo("1");
        }
    }

    @Test
    void however_often_it_is_stopped_and_started_meanwhile_it_starts_after_the_event_in_hand() throws Exception {
        var listener = new Waiting();
        try (App app = App.with(listener).start(server)) {
            assertThat(listener.called.await(60, TimeUnit.SECONDS)).isTrue();
            for (int i = 0; i < 50_000; i++) {
                app.stream().stop();
                app.stream().start();
            }
            listener.gate.countDown();
            assertThat(List.of(listener.take(), listener.take(), listener.take()))
                    .containsExactly("1", "2", "3");
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void one_stream_reconnects() throws Exception {
        var listener = new Listening();
        try (App app = App.with(listener).start(server)) {
            assertThat(List.of(listener.take(), listener.take(), listener.take()))
                    .containsExactly("1", "2", "3");
            app.stream().reconnect();
            assertThat(server.awaitRequest(2).lastEventId()).isEqualTo("3");
            app.stream().stop();
            app.stream().reconnect();
            assertThat(server.awaitRequest(3).lastEventId()).isEqualTo("3");
        }
    }

    static class Closing {
        final CountDownLatch closed = new CountDownLatch(1);

        @Autowired
        ConfigurableApplicationContext context;

        @SseListener("prices")
        void on(SseEvent event) {
            context.close();
            closed.countDown();
        }
    }

    @Test
    void a_listener_that_closes_the_application_is_not_waited_for() throws Exception {
        var listener = new Closing();
        App.with(listener).start(server);
        listener.closed.await();
        server.awaitNoConnections();
    }

    static class Later extends Queue {
        @SseListener(stream = "prices", autoStartup = false)
        void on(SseEvent event) {
            ids.add(event.id());
        }
    }

    @Test
    void a_listener_that_does_not_start_with_the_application_is_started_by_hand() throws Exception {
        var listener = new Later();
        try (App app = App.with(listener).start(server)) {
            assertThat(app.stream().session()).isNull();
            assertThat(app.stream().state()).isNull();
            assertThat(app.stream()).hasToString("listener1.on on prices: not started");
            app.stream().start();
            assertThat(listener.take()).isEqualTo("1");
        }
    }

    @Test
    void nothing_starts_after_the_application_is_closed() {
        App app = App.with(new Later()).start(server);
        ListenedStream stream = app.stream();
        app.close();
        assertThatThrownBy(stream::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThat(stream.isRunning()).isFalse();
        assertThat(server.connections()).isZero();
    }

    @Test
    void a_bean_that_is_made_later_starts_at_once() throws Exception {
        var listener = new Listening();
        try (App app = App.with().start(server)) {
            assertThat(app.streams().list()).isEmpty();
            app.context().registerBean("late", Listening.class, () -> listener);
            app.context().getBean("late");
            assertThat(listener.take()).isEqualTo("1");
            assertThat(app.stream().id()).isEqualTo("late.on");
        }
    }

    @Configuration
    static class OfThreads {
        @Bean
        @Scope(scopeName = "thread", proxyMode = ScopedProxyMode.TARGET_CLASS)
        Listening ofThread() {
            return new Listening();
        }
    }

    @Test
    void a_scoped_bean_and_its_proxy_are_one_listener() {
        try (App app = App.with()) {
            app.context().getBeanFactory().registerScope("thread", new SimpleThreadScope());
            app.context().register(OfThreads.class);
            app.start(server);
            app.context().getBean("scopedTarget.ofThread");
            assertThat(app.streams().list()).extracting(ListenedStream::id).containsExactly("ofThread.on");
        }
    }

    @Test
    void all_stop_and_start_with_the_life_of_the_context() throws Exception {
        var listener = new Listening();
        try (App app = App.with(listener).start(server)) {
            assertThat(List.of(listener.take(), listener.take(), listener.take()))
                    .containsExactly("1", "2", "3");
            ((Lifecycle) app.context()).stop();
            server.awaitNoConnections();
            assertThat(app.streams().isRunning()).isFalse();
            ((Lifecycle) app.context()).start();
            assertThat(server.awaitRequest(2).lastEventId()).isEqualTo("3");
        }
    }

    @Test
    void how_long_a_stream_has_not_been_open_is_known() throws Exception {
        server.refuseConnections();
        try (App app = App.with(new Listening()).start(server)) {
            assertThat(app.stream().notOpenFor()).isPositive();
            server.acceptConnections();
            app.stream().session().opened().toCompletableFuture().join();
            assertThat(app.stream().notOpenFor()).isNull();
        }
    }

    @Test
    void a_stream_is_a_flux_a_mono_or_a_publisher() {
        try (App app = App.with().start(server)) {
            Flux<?> flux = app.streams().publisher("prices", Flux.class);
            assertThat(flux.map(event -> ((SseEvent) event).id())
                            .take(3)
                            .collectList()
                            .block(Duration.ofSeconds(60)))
                    .isEqualTo(List.of("1", "2", "3"));
            Mono<?> first = app.streams().publisher("prices", Mono.class);
            assertThat(((SseEvent) first.block(Duration.ofSeconds(60))).id()).isEqualTo("1");
            assertThat(app.streams().publisher("prices", Flow.Publisher.class)).isNotNull();
            assertThatThrownBy(() -> app.streams().publisher("prices", String.class))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("java.lang.String");
            assertThatThrownBy(() -> app.streams().publisher("none", Flux.class))
                    .isInstanceOf(UnknownStreamException.class);
        }
        server.awaitNoConnections();
    }
}
