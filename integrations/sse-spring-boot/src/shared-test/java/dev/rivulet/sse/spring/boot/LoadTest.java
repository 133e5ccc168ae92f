package dev.rivulet.sse.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.spring.SseListener;
import dev.rivulet.sse.spring.SseStreams;
import dev.rivulet.sse.testkit.ScriptedServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** An application with many listeners, each with a stream of its own that is cut again and again. */
@Tag("full")
@EnabledIfSystemProperty(named = "rivulet.tests", matches = "full|rest", disabledReason = "left to -Pfull")
@Timeout(900)
class LoadTest {
    private static final int LISTENERS = 1000;
    private static final int EVENTS = 20;

    @AutoClose
    private final ScriptedServer server = ScriptedServer.start().otherwise(new Replaying(EVENTS, 7));

    static class Listener {
        final List<Integer> seen = new CopyOnWriteArrayList<>();
        final CountDownLatch all;

        Listener(CountDownLatch all) {
            this.all = all;
        }

        @SseListener("prices")
        void on(SseApplication.Tick tick) {
            seen.add(tick.price());
            if (tick.price() == EVENTS) {
                all.countDown();
            }
        }
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}

    @Test
    void a_thousand_listeners_receive_each_event_once_and_in_order() throws Exception {
        var all = new CountDownLatch(LISTENERS);
        List<Listener> listeners =
                IntStream.range(0, LISTENERS).mapToObj(i -> new Listener(all)).toList();
        var spring = new SpringApplication(Application.class);
        spring.addInitializers(context -> register((GenericApplicationContext) context, listeners));
        try (ConfigurableApplicationContext application = spring.run(
                "--rivulet.streams.prices.url=" + server.uri("/prices"),
                "--logging.level.dev.rivulet.sse=warn",
                "--spring.lifecycle.timeout-per-shutdown-phase=10m")) {
            assertThat(all.await(8, TimeUnit.MINUTES)).isTrue();
            assertThat(application.getBean(SseStreams.class).list()).hasSize(LISTENERS);
            assertThat(application.getBean(StreamHealth.class).report().details())
                    .containsEntry("listeners", LISTENERS)
                    .hasSizeLessThan(60);
            long closing = System.nanoTime();
            application.close();
            assertThat(Duration.ofNanos(System.nanoTime() - closing))
                    .as("long before the time-out of the shutdown")
                    .isLessThan(Duration.ofMinutes(3));
        }
        server.awaitNoConnections();
        List<Integer> each = IntStream.rangeClosed(1, EVENTS).boxed().toList();
        assertThat(listeners).allSatisfy(listener -> assertThat(listener.seen).isEqualTo(each));
    }

    private static void register(GenericApplicationContext context, List<Listener> listeners) {
        for (int i = 0; i < listeners.size(); i++) {
            Listener listener = listeners.get(i);
            context.registerBean("listener" + i, Listener.class, () -> listener);
        }
    }
}
