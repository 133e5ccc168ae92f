/** A client of the Model Context Protocol that resumes what its server cuts. */
@NullMarked
package dev.rivulet.examples.mcp;

import org.jspecify.annotations.NullMarked;
