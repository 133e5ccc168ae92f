package dev.rivulet.sse.kafka.task;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** Connect's offsets, through the converter that Connect uses for them. */
final class StoredOffsets implements OffsetStorageReader {
    private final JsonConverter converter = new JsonConverter();
    private final Map<Map<String, ?>, byte[]> stored = new HashMap<>();
    private boolean broken;
    int reads;

    StoredOffsets() {
        converter.configure(Map.of("schemas.enable", "false"), false);
    }

    void commit(SourceRecord record) {
        set(record.sourcePartition(), record.sourceOffset());
    }

    void set(Map<String, ?> partition, Map<String, ?> offset) {
        stored.put(partition, converter.fromConnectData("offsets", null, offset));
    }

    void breakDown(boolean down) {
        broken = down;
    }

    @Override
    public <T> Map<String, Object> offset(Map<String, T> partition) {
        return read(partition);
    }

    @Override
    public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> partitions) {
        reads++;
        if (broken) {
            throw new ConnectException("the topic of offsets is not there");
        }
        Map<Map<String, T>, Map<String, Object>> found = new HashMap<>();
        partitions.forEach(each -> found.put(each, read(each)));
        return found;
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> read(Map<String, ?> partition) {
        byte[] bytes = stored.get(partition);
        return bytes == null
                ? null
                : (Map<String, Object>)
                        converter.toConnectData("offsets", bytes).value();
    }
}
