/** Wikimedia's recent changes in a SQLite database, each exactly once. */
@NullMarked
package dev.rivulet.examples.wikimedia;

import org.jspecify.annotations.NullMarked;
