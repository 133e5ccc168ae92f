/** The streams of one task: they are started, read as fast as records are taken, and tried again when they fail. */
@NullMarked
package dev.rivulet.sse.kafka.task;

import org.jspecify.annotations.NullMarked;
