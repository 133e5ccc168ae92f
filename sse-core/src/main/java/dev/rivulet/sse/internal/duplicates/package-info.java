/** Which events were delivered before. */
@NullMarked
package dev.rivulet.sse.internal.duplicates;

import org.jspecify.annotations.NullMarked;
