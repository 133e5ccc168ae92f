package dev.rivulet.sse.kafka.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.junit.jupiter.api.Test;

/** What can be seen of a task. */
class MetersTest {
    private static final RecordMetadata WRITTEN = new RecordMetadata(new TopicPartition("events", 0), 0, 0, 0, 0, 0);

    @Test
    void the_lag_is_the_time_from_receipt_to_acknowledgement() throws Exception {
        try (Rig rig = new Rig()) {
            rig.server.sendNumbers("a", 1, 2);
            var records = rig.list("a").poll();
            rig.time.advance(Duration.ofMillis(1500));
            rig.engine.committed(records.get(0), WRITTEN);
            rig.time.advance(Duration.ofMillis(500));
            rig.engine.committed(records.get(1), WRITTEN);
            assertThat(rig.meter("lag-ms")).isEqualTo(2000);
            rig.time.advance(Duration.ofSeconds(61));
            rig.server.sendNumbers("a", 3, 3);
            rig.engine.committed(rig.poll().get(0), WRITTEN);
            assertThat(rig.meter("lag-ms")).isZero();
            assertThat(rig.meter("lag-max-ms")).isEqualTo(2000);
            rig.time.advance(Duration.ofSeconds(121));
            assertThat(rig.meter("lag-max-ms")).isZero();
            assertThat(rig.meter("acknowledged")).isEqualTo(3);
        }
    }

    @Test
    void a_record_that_a_transformation_dropped_has_no_metadata() throws Exception {
        try (Rig rig = new Rig()) {
            rig.server.sendNumbers("a", 1, 1);
            SourceRecord record = rig.list("a").poll().get(0);
            assertThatCode(() -> rig.engine.committed(record, null)).doesNotThrowAnyException();
            assertThat(rig.meter("filtered")).isEqualTo(1);
            assertThat(rig.meter("acknowledged")).isZero();
        }
    }

    @Test
    void a_record_of_an_engine_that_is_closed_may_still_be_committed() throws Exception {
        Rig rig = new Rig();
        rig.server.sendNumbers("a", 1, 1);
        SourceRecord record = rig.list("a").poll().get(0);
        rig.close();
        rig.engine.committed(record, WRITTEN);
        assertThat(rig.meter("acknowledged")).isEqualTo(1);
    }

    @Test
    void the_queue_is_counted() throws Exception {
        try (Rig rig = new Rig("poll.events=1")) {
            rig.server.sendNumbers("a", 1, 4);
            rig.list("a").pollOnce();
            assertThat(rig.meter("queued-events")).isEqualTo(3);
            assertThat(rig.meter("queued-bytes")).isBetween(600L, 700L);
            rig.poll();
            assertThat(rig.meter("queued-bytes")).isZero();
            assertThat(rig.meter("events")).isEqualTo(4);
        }
    }

    @Test
    void they_are_in_jmx_until_the_task_stops() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        var pattern = new ObjectName("dev.rivulet.sse.kafka:type=SseSourceTask,connector=\"jmx: test\",*");
        try (Rig rig = new Rig();
                TaskMBean one = TaskMBean.register("jmx: test", 3, rig.engine.meters());
                TaskMBean another = TaskMBean.register("jmx: test", 3, rig.engine.meters())) {
            rig.list("a").poll();
            Set<ObjectName> names = server.queryNames(pattern, null);
            assertThat(names).as("another worker in this JVM").hasSize(2);
            for (ObjectName each : names) {
                assertThat(server.getAttribute(each, "StreamsOpen")).isEqualTo(1L);
                assertThat(server.getMBeanInfo(each).getAttributes())
                        .hasSize(rig.engine.meters().size());
            }
        }
        assertThat(server.queryNames(pattern, null)).isEmpty();
    }

    @Test
    void they_are_among_those_of_connect() throws Exception {
        Map<String, Gauge<?>> gauges = new TreeMap<>();
        try (Rig rig = new Rig()) {
            PluginMeters.add(context(() -> metrics(gauges)), rig.engine.meters());
            rig.list("a").poll();
            assertThat(gauges).hasSize(rig.engine.meters().size());
            assertThat(gauges.get("streams-open").value(null, 0)).isEqualTo(1L);
        }
    }

    @Test
    void a_worker_that_has_no_metrics_of_plugins_runs_the_task_all_the_same() {
        try (Rig rig = new Rig()) {
            assertThatCode(() -> PluginMeters.add(
                            context(() -> {
                                throw new NoSuchMethodError("pluginMetrics");
                            }),
                            rig.engine.meters()))
                    .doesNotThrowAnyException();
        }
    }

    private interface Answer {
        Object get();
    }

    private static SourceTaskContext context(Answer metrics) {
        return (SourceTaskContext) Proxy.newProxyInstance(
                MetersTest.class.getClassLoader(),
                new Class<?>[] {SourceTaskContext.class},
                (proxy, method, arguments) -> metrics.get());
    }

    private static PluginMetrics metrics(Map<String, Gauge<?>> gauges) {
        return (PluginMetrics) Proxy.newProxyInstance(
                MetersTest.class.getClassLoader(), new Class<?>[] {PluginMetrics.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("metricName")) {
                        return new MetricName((String) arguments[0], "group", (String) arguments[1], Map.of());
                    }
                    gauges.put(((MetricName) arguments[0]).name(), (Gauge<?>) arguments[1]);
                    return null;
                });
    }
}
