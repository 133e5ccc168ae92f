/** A source connector for Kafka Connect: event streams into topics, each resumed where it was. */
@NullMarked
package dev.rivulet.sse.kafka;

import org.jspecify.annotations.NullMarked;
