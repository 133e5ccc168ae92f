package dev.rivulet.sse.spring;

/**
 * A parameter of an {@link SseListener} method that says when an event, or a batch, has been handled. The last event ID is
 * committed up to the first event that is not acknowledged; after a restart those from there on are received again, if the
 * server resumes. At most 1,024 events await their acknowledgement, or as many as the request's {@code Delivery} says; then
 * delivery stops until one is acknowledged.
 */
@FunctionalInterface
public interface Acknowledgement {
    /** The event, or each of the batch, has been handled. From any thread; idempotent. */
    void acknowledge();
}
