/** The session. Not exported. */
@NullMarked
package dev.rivulet.sse.internal;

import org.jspecify.annotations.NullMarked;
