/** Values of HTTP that applications and transports share. */
@NullMarked
package dev.rivulet.sse.http;

import org.jspecify.annotations.NullMarked;
