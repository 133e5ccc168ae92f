/** Policies as immutable values: defaults() and withers. */
@NullMarked
package dev.rivulet.sse.policy;

import org.jspecify.annotations.NullMarked;
