/** A server of the Model Context Protocol whose connections do not last. */
@NullMarked
package dev.rivulet.examples.mcp.mock;

import org.jspecify.annotations.NullMarked;
