/** A client's streams as meters and observations of Micrometer. */
@NullMarked
package dev.rivulet.sse.micrometer;

import org.jspecify.annotations.NullMarked;
