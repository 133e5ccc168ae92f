/** The flight recorder, and the log of the wire: those who see the bytes of a session as they come. */
@NullMarked
package dev.rivulet.sse.internal.recorder;

import org.jspecify.annotations.NullMarked;
