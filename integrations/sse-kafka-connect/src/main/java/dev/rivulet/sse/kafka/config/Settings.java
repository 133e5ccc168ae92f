package dev.rivulet.sse.kafka.config;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.kafka.streams.Ownership;
import dev.rivulet.sse.kafka.streams.StreamList;
import dev.rivulet.sse.kafka.streams.StreamSpec;
import dev.rivulet.sse.spi.TransportConfig;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** The settings of a connector, or of one of its tasks. Immutable. Its text has no secret. */
public final class Settings {
    /** The key of a task's number, which the connector adds. */
    public static final String TASK = "task.number";

    /** The key of the number of tasks, which the connector adds. */
    public static final String TASKS = "task.count";

    private final String connector;
    private final ListSettings list;
    private final ConnectionSettings connection;
    private final TlsSettings tls;
    private final ProxySettings proxy;
    private final RecordSettings records;
    private final QueueSettings queue;
    private final RetrySettings retry;
    private final Ownership ownership;

    private Settings(Values values, Map<String, String> config) {
        connector = config.getOrDefault("name", "");
        list = ListSettings.of(values, config);
        connection = ConnectionSettings.of(values);
        tls = TlsSettings.of(values);
        proxy = ProxySettings.of(values);
        records = RecordSettings.of(values);
        queue = QueueSettings.of(values);
        retry = RetrySettings.of(values);
        ownership = ownership(config);
    }

    /**
     * Reads a config, in which no placeholders of a ConfigProvider are left.
     *
     * @throws ConfigException if there are faults; the message has all of them with their keys, and shows no secret
     */
    public static Settings of(Map<String, String> config) {
        return new Settings(Validation.valid(config), config);
    }

    /** Whether a config, which may have faults, declares that each event has an id, and lets duplicates be dropped. */
    public static boolean allowsExactlyOnce(Map<String, String> config) {
        return is("true", EventOptions.IDS_REQUIRED, config) && !is("off", EventOptions.DEDUP, config);
    }

    private static boolean is(String value, String key, Map<String, String> config) {
        return value.equalsIgnoreCase(config.getOrDefault(key, "").strip());
    }

    private static Ownership ownership(Map<String, String> config) {
        try {
            return new Ownership(
                    Integer.parseInt(config.getOrDefault(TASK, "0")),
                    Integer.parseInt(config.getOrDefault(TASKS, "1")));
        } catch (IllegalArgumentException e) {
            throw Checks.failure(TASK, "it is not a number below " + TASKS);
        }
    }

    /** The connector's name; empty if it has none. */
    public String connector() {
        return connector;
    }

    /** This task's number, from 0. */
    public int task() {
        return ownership.task();
    }

    /** How many tasks there are. */
    public int tasks() {
        return ownership.tasks();
    }

    /** Which streams are this task's. */
    public Ownership ownership() {
        return ownership;
    }

    /** What events become. */
    public RecordSettings records() {
        return records;
    }

    /** How much a task holds. */
    public QueueSettings queue() {
        return queue;
    }

    /** When streams are opened, and opened again. */
    public RetrySettings retry() {
        return retry;
    }

    /** Whether an event without an id fails its stream. */
    public boolean idsRequired() {
        return records.idsRequired();
    }

    /** The topic of changes of streams' states; null for none. */
    public @Nullable String statusTopic() {
        return records.statusTopic();
    }

    /** The streams that stand in the config; null if they are listed elsewhere. */
    public @Nullable List<StreamSpec> inlineStreams() {
        return list.inline();
    }

    /**
     * A new list of the streams, not started.
     *
     * @throws ConfigException if a file of TLS cannot be read; the message names the key
     */
    public StreamList streams() {
        return list.open(
                () -> ListClient.of(tls.context(), proxy, connection.timeouts().connect()));
    }

    /**
     * A builder of clients with the transport, TLS and proxy.
     *
     * @throws ConfigException if a file of TLS cannot be read; the message names the key
     */
    public SseClient.Builder client() {
        TransportConfig config = TransportConfig.defaults()
                .httpVersion(connection.version())
                .sslContext(tls.context())
                .proxySelector(proxy.selector())
                .proxyCredentials(proxy.credentials());
        return SseClient.builder().transport(connection.transport()).transportConfig(config);
    }

    /** The request of a stream, without a position to resume after. */
    public SseRequest request(StreamSpec stream) {
        return connection.request(stream);
    }

    @Override
    public String toString() {
        return "Settings[" + list + ", " + connection + ", " + records + ", " + queue + ", " + retry + ", " + ownership
                + "]";
    }
}
