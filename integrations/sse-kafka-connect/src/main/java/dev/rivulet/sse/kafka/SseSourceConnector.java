package dev.rivulet.sse.kafka;

import dev.rivulet.sse.kafka.config.Definition;
import dev.rivulet.sse.kafka.config.Settings;
import dev.rivulet.sse.kafka.config.Validation;
import dev.rivulet.sse.kafka.streams.StreamSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads event streams (SSE) into topics. Its tasks share the streams by hashing their names, and each of them watches the
 * list of streams, so that a change of the list restarts no task.
 *
 * <p>The source partition is {@code {"stream": name}}, the source offset {@code {"id": last event ID, "hash": hash of that
 * event}}. A stream is resumed after its id.
 *
 * <p>Connect makes and calls it. It starts no thread and opens nothing.
 */
public final class SseSourceConnector extends SourceConnector {
    private static final Logger LOG = LoggerFactory.getLogger(SseSourceConnector.class);

    private Map<String, String> config = Map.of();

    /** For Connect. */
    public SseSourceConnector() {}

    @Override
    public String version() {
        return Version.OF_THIS;
    }

    @Override
    public ConfigDef config() {
        return Definition.configDef();
    }

    /** Also checks options beside each other. Each error names its key, and none shows a secret. */
    @Override
    public Config validate(Map<String, String> values) {
        return new Config(Validation.of(values));
    }

    /**
     * Checks the config.
     *
     * @throws ConfigException if it has faults; the message names the keys
     */
    @Override
    public void start(Map<String, String> values) {
        Settings settings = Settings.of(values);
        LOG.info("Connector {} starts with {}", settings.connector(), settings);
        for (String each : Validation.unknownKeys(values)) {
            LOG.warn("Connector {} has no option {}: it is ignored; check its spelling", settings.connector(), each);
        }
        config = Map.copyOf(values);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return SseSourceTask.class;
    }

    /**
     * The config and the task's number. Values are as they came, so that Connect can put its placeholders for secrets back
     * before it stores them.
     */
    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        List<StreamSpec> inline = Settings.of(config).inlineStreams();
        int tasks = inline == null ? maxTasks : Math.min(maxTasks, inline.size());
        List<Map<String, String>> configs = new ArrayList<>();
        for (int task = 0; task < tasks; task++) {
            Map<String, String> each = new HashMap<>(config);
            each.put(Settings.TASK, Integer.toString(task));
            each.put(Settings.TASKS, Integer.toString(tasks));
            configs.add(each);
        }
        return configs;
    }

    @Override
    public void stop() {}

    /**
     * Supported where {@code ids.required} declares that each event has an id, since only then a position is exact, and
     * {@code dedup} is not off, since a server may send the event of that id again.
     */
    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> values) {
        return Settings.allowsExactlyOnce(values) ? ExactlyOnceSupport.SUPPORTED : ExactlyOnceSupport.UNSUPPORTED;
    }

    /** Transactions end at polls or after an interval, as {@code transaction.boundary} says; not where a task decides. */
    @Override
    public ConnectorTransactionBoundaries canDefineTransactionBoundaries(Map<String, String> values) {
        return ConnectorTransactionBoundaries.UNSUPPORTED;
    }

    /**
     * Checks positions that a user sets through Connect's REST interface.
     *
     * @throws ConnectException if one of them is not what a task can resume after; the message names the field
     */
    @Override
    public boolean alterOffsets(Map<String, String> values, Map<Map<String, ?>, Map<String, ?>> offsets) {
        offsets.forEach(AlteredOffset::check);
        return true;
    }
}
