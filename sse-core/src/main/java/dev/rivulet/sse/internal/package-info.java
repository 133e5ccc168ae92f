/** What all rooms of the session use: its log, and what user code threw. Not exported; docs/architecture.md shows the rooms. */
@NullMarked
package dev.rivulet.sse.internal;

import org.jspecify.annotations.NullMarked;
