/**
 * What the connector does on a real broker with real workers: events are counted, and each fault that a cluster meets is
 * made to happen.
 */
package dev.rivulet.sse.kafka.proof;
