/** The log of the core, on whatever the platform logs with. */
@NullMarked
package dev.rivulet.sse.internal.log;

import org.jspecify.annotations.NullMarked;
