/** What a session and a client count. */
@NullMarked
package dev.rivulet.sse.internal.metrics;

import org.jspecify.annotations.NullMarked;
