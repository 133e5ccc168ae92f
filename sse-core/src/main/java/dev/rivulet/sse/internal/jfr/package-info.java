/** Events of Java Flight Recorder, where the JVM has it. */
@NullMarked
package dev.rivulet.sse.internal.jfr;

import org.jspecify.annotations.NullMarked;
