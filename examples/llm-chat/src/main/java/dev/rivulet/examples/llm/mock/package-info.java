/** A server that answers as a language model does, and sometimes fails as one. */
@NullMarked
package dev.rivulet.examples.llm.mock;

import org.jspecify.annotations.NullMarked;
