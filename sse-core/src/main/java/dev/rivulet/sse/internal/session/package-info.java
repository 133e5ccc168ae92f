/** The session: it applies one input after the other and does what follows. */
@NullMarked
package dev.rivulet.sse.internal.session;

import org.jspecify.annotations.NullMarked;
