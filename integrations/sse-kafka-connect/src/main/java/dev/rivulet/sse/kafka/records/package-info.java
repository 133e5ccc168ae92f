/** What becomes of an event: its record, and the position of its stream. */
@NullMarked
package dev.rivulet.sse.kafka.records;

import org.jspecify.annotations.NullMarked;
