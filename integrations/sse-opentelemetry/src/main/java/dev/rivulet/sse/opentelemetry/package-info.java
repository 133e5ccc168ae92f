/** Traces and metrics of event streams by OpenTelemetry: {@link dev.rivulet.sse.opentelemetry.SseTelemetry}. */
@NullMarked
package dev.rivulet.sse.opentelemetry;

import org.jspecify.annotations.NullMarked;
