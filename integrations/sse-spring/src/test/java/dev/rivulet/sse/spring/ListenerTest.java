package dev.rivulet.sse.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import dev.rivulet.sse.LastEventIdStore;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.aop.framework.ProxyFactory;

/** What a listener's method can take. */
@Timeout(240)
class ListenerTest {
    static final BlockingQueue<Object> SEEN = new LinkedBlockingQueue<>();

    @AutoClose
    private final ScriptedServer server = ScriptedServer.start().otherwise(Numbered.to(3));

    ListenerTest() {
        SEEN.clear();
    }

    record Tick(int price) {}

    private static List<Object> take(int count) throws InterruptedException {
        List<Object> taken = new java.util.ArrayList<>();
        for (int i = 0; i < count; i++) {
            taken.add(SEEN.poll(60, TimeUnit.SECONDS));
        }
        assertThat(SEEN).isEmpty();
        return taken;
    }

    static class Events {
        @SseListener("prices")
        void on(SseEvent event) {
            SEEN.add(event.id() + event.type());
        }
    }

    @Test
    void takes_events() throws Exception {
        try (App app = App.with(new Events()).start(server)) {
            assertThat(take(3)).containsExactly("1price", "2price", "3price");
            assertThat(app.stream().isRunning()).isTrue();
            assertThat(app.stream().notOpenFor()).isNull();
        }
        server.awaitNoConnections();
    }

    static class Texts {
        @SseListener(stream = "prices", id = "texts")
        private void on(String data) {
            SEEN.add(data);
        }
    }

    @Test
    void takes_text() throws Exception {
        try (App app = App.with(new Texts()).start(server)) {
            assertThat(take(3)).containsExactly("{\"price\":1}", "{\"price\":2}", "{\"price\":3}");
            assertThat(app.streams().get("texts").stream()).isEqualTo("prices");
            assertThatThrownBy(() -> app.streams().get("none"))
                    .hasMessageContaining("none")
                    .hasMessageContaining("texts");
        }
    }

    static class Bytes {
        @SseListener("prices")
        void on(byte[] data) {
            SEEN.add(new String(data, StandardCharsets.UTF_8).length());
        }
    }

    @Test
    void takes_bytes() throws Exception {
        try (App app = App.with(new Bytes()).start(server)) {
            assertThat(take(3)).containsExactly(11, 11, 11);
        }
    }

    static class Both {
        @SseListener("prices")
        void on(Tick tick, SseEvent event) {
            SEEN.add(event.id() + tick.price());
        }
    }

    @Test
    void takes_json_and_the_event() throws Exception {
        try (App app = App.with(new Both()).start(server)) {
            assertThat(take(3)).containsExactly("11", "22", "33");
        }
    }

    static class Batches {
        @SseListener(stream = "prices", batchSize = 2, batchTime = "1s")
        void on(List<Tick> ticks) {
            SEEN.add(ticks);
        }
    }

    @Test
    void takes_batches() throws Exception {
        try (App app = App.with(new Batches()).start(server)) {
            assertThat(take(2)).containsExactly(List.of(new Tick(1), new Tick(2)), List.of(new Tick(3)));
        }
    }

    static class EventBatches {
        @SseListener(stream = "prices", batchSize = 3, batchTime = "PT1M")
        void on(List<SseEvent> events, Acknowledgement acknowledgement) {
            SEEN.add(events.stream().map(SseEvent::id).toList());
            acknowledgement.acknowledge();
        }
    }

    @Test
    void takes_batches_of_events_and_acknowledges_them_all() throws Exception {
        try (App app = App.with(new EventBatches()).start(server)) {
            assertThat(take(1)).containsExactly(List.of("1", "2", "3"));
            app.stream().stop();
            app.stream().start();
            assertThat(server.awaitRequest(2).lastEventId()).isEqualTo("3");
        }
    }

    abstract static class Generic<T> {
        @SseListener("prices")
        void on(T data) {
            SEEN.add(data);
        }
    }

    static class OfTick extends Generic<Tick> {}

    @Test
    void takes_the_type_that_a_subclass_names() throws Exception {
        try (App app = App.with(new OfTick()).start(server)) {
            assertThat(take(3)).containsExactly(new Tick(1), new Tick(2), new Tick(3));
        }
    }

    static class Acknowledging {
        @SseListener("prices")
        void on(Tick tick, Acknowledgement acknowledgement) {
            if (tick.price() != 2) {
                acknowledgement.acknowledge();
            }
            SEEN.add(tick);
        }
    }

    @Test
    void what_is_not_acknowledged_comes_again_after_a_restart() throws Exception {
        try (App app = App.with(new Acknowledging()).start(server)) {
            take(3);
            app.stream().stop();
            app.stream().start();
            assertThat(server.awaitRequest(2).lastEventId()).isEqualTo("1");
            assertThat(take(2)).containsExactly(new Tick(2), new Tick(3));
        }
    }

    record Renamed(int Price) {}

    static class Renaming {
        @SseListener("prices")
        void on(Renamed tick) {
            SEEN.add(tick.Price());
        }
    }

    @Test
    void json_is_read_by_the_mapper_that_is_a_bean() throws Exception {
        server.otherwise(
                request -> Response.stream().chunk("data: {\"PRICE\":7}\n\n").hang());
        ObjectMapper mapper = new ObjectMapper().setPropertyNamingStrategy(new PropertyNamingStrategies.NamingBase() {
            @Override
            public String translate(String name) {
                return name.toUpperCase(java.util.Locale.ROOT);
            }
        });
        try (App app = App.with(new Renaming()).bean("mapper", mapper).start(server)) {
            assertThat(take(1)).containsExactly(7);
        }
    }

    @Retention(RetentionPolicy.RUNTIME)
    @SseListener(stream = "${the.stream}", types = "${the.type}")
    @interface Halts {}

    static class Composed {
        @Halts
        void on(String data) {
            SEEN.add(data);
        }
    }

    @Test
    void annotations_compose_and_have_placeholders() throws Exception {
        server.otherwise(request -> Response.stream()
                .chunk("event: price\ndata: no\n\nevent: halt\ndata: yes\n\n")
                .hang());
        try (App app = App.with(new Composed())
                .property("the.stream", "prices")
                .property("the.type", "halt")
                .start(server)) {
            assertThat(take(1)).containsExactly("yes");
        }
    }

    static class Unknown {
        @SseListener("pricse")
        void on(String data) {}
    }

    @Test
    void an_unknown_stream_fails_the_start_and_says_which_there_are() {
        try (App app = App.with(new Unknown())) {
            assertThatThrownBy(() -> app.start(server))
                    .isInstanceOf(UnknownStreamException.class)
                    .hasMessageContaining("\"pricse\"")
                    .hasMessageEndingWith("Configured: prices");
        }
    }

    static class Twice {
        @SseListener(stream = "prices", id = "same")
        void one(String data) {}

        @SseListener(stream = "prices", id = "same")
        void two(String data) {}
    }

    @Test
    void two_listeners_of_one_id_fail_the_start() {
        try (App app = App.with(new Twice())) {
            assertThatThrownBy(() -> app.start(server)).hasMessageContaining("two listeners have the id same");
        }
    }

    static class Sharing {
        @SseListener("prices")
        void one(String data) {}

        @SseListener("prices")
        void two(String data) {}
    }

    @Test
    void two_listeners_of_one_store_fail_the_start() {
        try (App app = App.with(new Sharing())) {
            assertThatThrownBy(
                            () -> app.start(server, request -> request.lastEventIdStore(LastEventIdStore.inMemory())))
                    .hasMessageContaining("a store of its own");
        }
    }

    @Test
    void two_listeners_of_one_stream_have_a_session_each() {
        try (App app = App.with(new Sharing()).start(server)) {
            server.awaitRequests(2);
            assertThat(app.streams().list()).hasSize(2);
        }
    }

    static class Wrong {
        @SseListener("prices")
        void on(String one, Tick two) {}
    }

    static class Nothing {
        @SseListener("prices")
        void on(Acknowledgement alone) {}
    }

    static class Mixed {
        @SseListener("prices")
        void on(List<String> batch, SseEvent event) {}
    }

    static class Unnamed {
        @SseListener
        void on(String data) {}
    }

    static class Never {
        @SseListener(stream = "prices", retries = -1)
        void on(String data) {}
    }

    @Test
    void a_method_or_annotation_that_cannot_be_used_fails_the_start_and_is_named() {
        for (Object wrong : List.of(new Wrong(), new Nothing(), new Mixed(), new Unnamed(), new Never())) {
            try (App app = App.with(wrong)) {
                assertThatThrownBy(() -> app.start(server))
                        .hasRootCauseInstanceOf(RuntimeException.class)
                        .hasStackTraceContaining(
                                "@SseListener " + wrong.getClass().getSimpleName() + ".on");
            }
        }
    }

    static class Final {
        @SseListener("prices")
        final void on(SseEvent event) {}
    }

    @Test
    void a_final_method_that_a_proxy_cannot_pass_on_is_named_at_the_start() {
        var proxy = new ProxyFactory(new Final());
        proxy.setProxyTargetClass(true);
        assertThatThrownBy(() -> App.with(proxy.getProxy()).start(server))
                .hasStackTraceContaining("@SseListener Final.on is final");
    }
}
