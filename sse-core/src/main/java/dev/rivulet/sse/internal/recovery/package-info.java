/** What follows a loss: another attempt, when, or the end. */
@NullMarked
package dev.rivulet.sse.internal.recovery;

import org.jspecify.annotations.NullMarked;
