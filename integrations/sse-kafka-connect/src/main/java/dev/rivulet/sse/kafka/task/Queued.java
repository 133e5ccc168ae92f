package dev.rivulet.sse.kafka.task;

import dev.rivulet.sse.kafka.records.Event;

/** An event that waits for a poll, and the session that received it. */
record Queued(StreamRun run, Event event) {}
