package dev.rivulet.sse.tests.simulation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A block in the server's history.
 *
 * @param id its own id; null for none
 * @param serial of its event; -1 where it has none
 */
record Entry(@Nullable String id, int serial, byte[] bytes, List<Mark> marks) {
    /** The item is complete when this many bytes of the block have come. */
    record Mark(int offset, Item item) {}
}
