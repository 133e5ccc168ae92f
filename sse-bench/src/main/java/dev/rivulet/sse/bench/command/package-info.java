/** The command {@code ./sse bench}. */
package dev.rivulet.sse.bench.command;
