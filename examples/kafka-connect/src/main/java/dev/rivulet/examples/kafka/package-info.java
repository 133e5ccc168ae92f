/** Event streams in a topic of Kafka, all in one JVM. */
@NullMarked
package dev.rivulet.examples.kafka;

import org.jspecify.annotations.NullMarked;
