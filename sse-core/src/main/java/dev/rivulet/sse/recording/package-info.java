/**
 * Recordings of sessions: what was sent and received, with its time, in a file that can be read, appended to and replayed.
 * The format is documented in {@code docs/recordings.md}.
 */
@NullMarked
package dev.rivulet.sse.recording;

import org.jspecify.annotations.NullMarked;
