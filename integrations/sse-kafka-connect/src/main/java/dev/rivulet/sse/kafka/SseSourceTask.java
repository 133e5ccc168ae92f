package dev.rivulet.sse.kafka;

import dev.rivulet.sse.kafka.config.Settings;
import dev.rivulet.sse.kafka.streams.StreamList;
import dev.rivulet.sse.kafka.task.Engine;
import dev.rivulet.sse.kafka.task.PluginMeters;
import dev.rivulet.sse.kafka.task.TaskMBean;
import dev.rivulet.sse.spi.Scheduler;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A task of the source connector: its share of the streams. Connect makes it, and calls {@link #stop()} from any
 * thread, also of a task that it has given up; no session is open any more after that.
 */
public final class SseSourceTask extends SourceTask {
    private static final Logger LOG = LoggerFactory.getLogger(SseSourceTask.class);
    private static final Duration WAIT = Duration.ofMillis(200);

    private final Deque<AutoCloseable> open = new ArrayDeque<>(); // guarded by its own lock
    private volatile @Nullable Engine engine;
    private boolean stopped; // guarded by open

    /** Called by Connect. */
    public SseSourceTask() {}

    @Override
    public String version() {
        return Version.OF_THIS;
    }

    @Override
    public void start(Map<String, String> config) {
        Settings settings = Settings.of(config);
        CoreLines.take();
        try {
            start(settings);
        } catch (RuntimeException | Error thrown) {
            stop();
            throw thrown;
        }
    }

    private void start(Settings settings) {
        var started = new Engine(
                settings,
                settings.client(),
                context.offsetStorageReader(),
                Scheduler.system(),
                new SplittableRandom(),
                WAIT);
        keep(started);
        int task = settings.ownership().task();
        keep(TaskMBean.register(settings.connector(), task, started.meters()));
        PluginMeters.add(context, started.meters());
        StreamList list = settings.streams();
        keep(list);
        list.start(started);
        engine = started;
        LOG.info("Task {} of {} has started", task, settings.ownership().tasks());
    }

    /** Closes it with the task; at once if the task has been stopped. */
    private void keep(AutoCloseable part) {
        synchronized (open) {
            if (!stopped) {
                open.push(part);
                return;
            }
        }
        close(part);
    }

    @Override
    public @Nullable List<SourceRecord> poll() throws InterruptedException {
        Engine running = engine;
        return running == null ? null : running.poll();
    }

    @Override
    public void commitRecord(SourceRecord record, @Nullable RecordMetadata metadata) {
        Engine running = engine;
        if (running != null) {
            running.committed(record, metadata);
        }
    }

    /** Closes all sessions, and does not wait. Any thread. Idempotent. */
    @Override
    public void stop() {
        while (true) {
            AutoCloseable next;
            synchronized (open) {
                stopped = true;
                next = open.poll();
            }
            if (next == null) {
                return;
            }
            close(next);
        }
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.warn("{} of a task was not closed", part.getClass().getSimpleName(), e);
        }
    }
}
