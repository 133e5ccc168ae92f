/** The {@code sse} command: an application, and the smallest user of everything that the framework has. */
@NullMarked
package dev.rivulet.sse.cli;

import org.jspecify.annotations.NullMarked;
