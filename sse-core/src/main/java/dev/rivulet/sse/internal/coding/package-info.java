/** Content codings of response bodies. */
@NullMarked
package dev.rivulet.sse.internal.coding;

import org.jspecify.annotations.NullMarked;
