/** Which last event ID is committed, and where it is saved. */
@NullMarked
package dev.rivulet.sse.internal.commits;

import org.jspecify.annotations.NullMarked;
