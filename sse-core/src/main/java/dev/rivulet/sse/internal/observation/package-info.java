/** Those who watch sessions: what they throw changes nothing. */
@NullMarked
package dev.rivulet.sse.internal.observation;

import org.jspecify.annotations.NullMarked;
