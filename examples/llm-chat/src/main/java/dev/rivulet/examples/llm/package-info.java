/** A chat with a language model, in a browser. */
@NullMarked
package dev.rivulet.examples.llm;

import org.jspecify.annotations.NullMarked;
