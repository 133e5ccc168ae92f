/** Which transport a client uses. */
@NullMarked
package dev.rivulet.sse.internal.transports;

import org.jspecify.annotations.NullMarked;
