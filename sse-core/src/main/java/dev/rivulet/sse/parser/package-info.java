/** The event stream format without any network: bytes in, events out. */
@NullMarked
package dev.rivulet.sse.parser;

import org.jspecify.annotations.NullMarked;
