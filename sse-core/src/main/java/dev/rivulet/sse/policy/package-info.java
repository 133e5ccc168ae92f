/**
 * Policies as immutable values. Each has {@code defaults()}; a method with an argument returns a changed copy, and a method
 * of the same name without arguments returns what is set.
 */
@NullMarked
package dev.rivulet.sse.policy;

import org.jspecify.annotations.NullMarked;
