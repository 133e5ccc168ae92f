/** Examines an endpoint: what is wrong with it as a stream, the evidence, and how to fix it. */
@NullMarked
package dev.rivulet.sse.cli.doctor;

import org.jspecify.annotations.NullMarked;
