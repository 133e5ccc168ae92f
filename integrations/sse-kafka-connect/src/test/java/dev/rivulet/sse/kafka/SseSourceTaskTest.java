package dev.rivulet.sse.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.management.ObjectName;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A task as Connect runs it, over real sockets. */
@Timeout(240)
class SseSourceTaskTest {
    private static final Response OPEN =
            Response.stream().chunk("id: 1\ndata: a\n\nid: 2\ndata: b\n\n").hang();

    private static Map<String, String> config(ScriptedServer server, String transport) {
        return new HashMap<>(
                Map.of("name", "tasks", "streams", "s=" + server.uri("/s"), "topic", "events", "transport", transport));
    }

    private static SseSourceTask task() {
        var task = new SseSourceTask();
        task.initialize((SourceTaskContext) Proxy.newProxyInstance(
                SseSourceTaskTest.class.getClassLoader(),
                new Class<?>[] {SourceTaskContext.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "offsetStorageReader" -> new Empty();
                    case "pluginMetrics" -> throw new NoSuchMethodError("a worker of 3.9");
                    default -> null;
                }));
        return task;
    }

    private static final class Empty implements OffsetStorageReader {
        @Override
        public <T> Map<String, Object> offset(Map<String, T> partition) {
            return null;
        }

        @Override
        public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> partitions) {
            return Map.of();
        }
    }

    private static List<SourceRecord> poll(SseSourceTask task, int count) throws InterruptedException {
        List<SourceRecord> all = new ArrayList<>();
        while (all.size() < count) {
            List<SourceRecord> polled = task.poll();
            all.addAll(polled == null ? List.of() : polled);
        }
        return all;
    }

    private static Set<ObjectName> beans() throws Exception {
        return ManagementFactory.getPlatformMBeanServer()
                .queryNames(new ObjectName("dev.rivulet.sse.kafka:connector=\"tasks\",*"), null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"netty", "jdkhttp"})
    void it_reads_until_it_is_stopped_from_another_thread(String transport) throws Exception {
        try (var server = ScriptedServer.start()) {
            server.otherwise(OPEN);
            SseSourceTask task = task();
            task.start(config(server, transport));
            assertThat(poll(task, 2)).extracting(SourceRecord::value).containsExactly("a", "b");
            assertThat(beans()).hasSize(1);
            var stopped = new AtomicBoolean();
            var polling = new FutureTask<>(() -> {
                while (!stopped.get()) {
                    assertThat(task.poll()).isNull();
                }
                return task.poll();
            });
            new Thread(polling, "task").start();
            task.stop();
            stopped.set(true);
            assertThat(polling.get(60, TimeUnit.SECONDS)).isNull();
            assertThat(beans()).isEmpty();
            server.awaitNoConnections();
            task.stop();
        }
    }

    @Test
    void a_task_that_was_stopped_before_its_start_opens_nothing() throws Exception {
        try (var server = ScriptedServer.start()) {
            SseSourceTask task = task();
            task.stop();
            task.start(config(server, "jdkhttp"));
            assertThat(task.poll()).isNull();
            assertThat(task.poll()).isNull();
            assertThat(server.requests()).isEmpty();
            assertThat(beans()).isEmpty();
        }
    }

    @Test
    void a_task_that_was_never_started_can_be_stopped_and_polled() throws Exception {
        SseSourceTask task = task();
        assertThat(task.poll()).isNull();
        task.stop();
        assertThat(task.poll()).isNull();
    }

    @Test
    void a_config_that_is_wrong_ends_the_start_and_leaves_nothing() throws Exception {
        try (var server = ScriptedServer.start()) {
            Map<String, String> config = config(server, "jdkhttp");
            config.put("queue.events", "-1");
            SseSourceTask task = task();
            assertThatThrownBy(() -> task.start(config))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("queue.events");
            assertThat(beans()).isEmpty();
            task.stop();
        }
    }
}
