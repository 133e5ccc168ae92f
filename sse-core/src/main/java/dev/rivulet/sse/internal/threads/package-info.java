/** Which thread runs a session: delivery threads, the user's executor, or the thread that brings the input. */
@NullMarked
package dev.rivulet.sse.internal.threads;

import org.jspecify.annotations.NullMarked;
