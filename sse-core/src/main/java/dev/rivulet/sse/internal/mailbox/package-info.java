/** The inputs of a session, which wait for their turn, and timers that add one. */
@NullMarked
package dev.rivulet.sse.internal.mailbox;

import org.jspecify.annotations.NullMarked;
