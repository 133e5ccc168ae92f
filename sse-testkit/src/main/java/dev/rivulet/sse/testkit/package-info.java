/**
 * Tools to test code that reads event streams, and transports. They need no test framework: what is awaited in vain is an
 * {@link AssertionError}.
 */
@NullMarked
package dev.rivulet.sse.testkit;

import org.jspecify.annotations.NullMarked;
