/** The loop of attempts: one exchange after the other, the judgement of responses, credit and time-outs. */
@NullMarked
package dev.rivulet.sse.internal.connection;

import org.jspecify.annotations.NullMarked;
