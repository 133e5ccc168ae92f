package dev.rivulet.sse.kafka.task;

import dev.rivulet.sse.kafka.records.StatusRecords;
import dev.rivulet.sse.spi.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports what happens to streams: to the log, and to the status topic if there is one. Confined to the task's thread. */
final class StatusReports {
    private static final Logger LOG = LoggerFactory.getLogger(StatusReports.class);

    private final Batch batch;
    private final Scheduler time;
    private final @Nullable StatusRecords records;

    StatusReports(Batch batch, Scheduler time, @Nullable StatusRecords records) {
        this.batch = batch;
        this.time = time;
        this.records = records;
    }

    /** A stream has failed for good. */
    void quarantined(OwnedStream stream, FailureText failure, Duration retryAfter) {
        LOG.warn(
                "Stream {} is quarantined: {} It is tried again in {} s (quarantine.retry.ms).",
                stream.name(),
                failure.message(),
                retryAfter.toSeconds());
        Map<String, Object> more = of(failure);
        more.put("retryAt", time.now().plus(retryAfter).toEpochMilli());
        report(stream, "quarantined", more);
    }

    /** A stream cannot begin at its stored offset, which this report must not change. */
    void unusable(OwnedStream stream, FailureText failure, Map<String, Object> offset) {
        LOG.error("Stream {} is quarantined until the task restarts: {}", stream.name(), failure.message());
        report(stream, "quarantined", of(failure), offset);
    }

    private static Map<String, Object> of(FailureText failure) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("code", failure.code());
        fields.put("message", failure.message());
        return fields;
    }

    /** A stream that was quarantined is open again. */
    void recovered(OwnedStream stream) {
        LOG.info("Stream {} is open again after its quarantine", stream.name());
        report(stream, "recovered", Map.of());
    }

    /** The server has ended the stream. */
    void ended(OwnedStream stream, String why) {
        LOG.warn(
                "Stream {} has ended: {} It is opened again if its entry in the list changes, or when the task restarts.",
                stream.name(),
                why);
        report(stream, "ended", Map.of("message", why));
    }

    private void report(OwnedStream stream, String state, Map<String, Object> more) {
        report(stream, state, more, stream.recorded().offset());
    }

    private void report(OwnedStream stream, String state, Map<String, Object> more, Map<String, Object> offset) {
        if (records != null) {
            Instant now = time.now();
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("stream", stream.name());
            fields.put("state", state);
            fields.put("at", now.toEpochMilli());
            fields.putAll(more);
            batch.add(records.of(stream.name(), offset, fields, now.toEpochMilli()));
        }
    }
}
