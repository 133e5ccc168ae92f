package dev.rivulet.sse.kafka.task;

import dev.rivulet.sse.kafka.records.Position;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;

/** The source offsets that Connect has committed. */
final class StoredPositions {
    private final OffsetStorageReader reader;

    StoredPositions(OffsetStorageReader reader) {
        this.reader = reader;
    }

    /**
     * The offsets of these streams, read together: each read waits for the end of Connect's topic. One that was never
     * committed is absent.
     *
     * @throws org.apache.kafka.connect.errors.ConnectException if they cannot be read
     */
    Map<String, Map<String, Object>> of(Collection<String> streams) {
        if (streams.isEmpty()) {
            return Map.of();
        }
        List<Map<String, String>> partitions =
                streams.stream().map(Position::partition).toList();
        Map<String, Map<String, Object>> found = new HashMap<>();
        reader.offsets(partitions).forEach((partition, offset) -> put(found, partition, offset));
        return found;
    }

    private static void put(
            Map<String, Map<String, Object>> found,
            Map<String, String> partition,
            @Nullable Map<String, Object> offset) {
        String stream = partition.get(Position.STREAM);
        if (stream != null && offset != null) {
            found.put(stream, offset);
        }
    }
}
