package dev.rivulet.sse.testkit.http2;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Decodes the header blocks of one connection, which have to come in order. For one thread. */
public final class HpackDecoder {
    private final int limit;
    private final DynamicTable table;

    /** @param limit of the dynamic table, in octets, as announced to the other side */
    public HpackDecoder(int limit) {
        this.limit = limit;
        this.table = new DynamicTable(limit);
    }

    /** The fields of a whole block, each octet of their names and values one char. */
    public List<Map.Entry<String, String>> decode(byte[] block) throws Http2Exception {
        var in = new HpackInput(block);
        var fields = new ArrayList<Map.Entry<String, String>>();
        while (in.hasMore()) {
            int first = in.peek();
            if (first >= 0x80) {
                fields.add(indexed(in.integer(7)));
            } else if (first >= 0x40) {
                Map.Entry<String, String> field = literal(in, 6);
                table.add(field);
                fields.add(field);
            } else if (first >= 0x20) {
                resize(in.integer(5), fields.isEmpty());
            } else {
                fields.add(literal(in, 4)); // without indexing, or never indexed
            }
        }
        return fields;
    }

    DynamicTable table() {
        return table;
    }

    private Map.Entry<String, String> literal(HpackInput in, int prefixBits) throws Http2Exception {
        int index = in.integer(prefixBits);
        String name = index == 0 ? in.string() : indexed(index).getKey();
        return Map.entry(name, in.string());
    }

    private Map.Entry<String, String> indexed(int index) throws Http2Exception {
        int learned = index - StaticTable.size() - 1;
        if (index == 0 || learned >= table.fields().size()) {
            throw Http2Exception.compression("no field has the index " + index);
        }
        return learned < 0 ? StaticTable.get(index) : table.fields().get(learned);
    }

    private void resize(int octets, boolean atTheBeginning) throws Http2Exception {
        if (!atTheBeginning || octets > limit) {
            throw Http2Exception.compression("the dynamic table is resized "
                    + (atTheBeginning ? "to " + octets + " of " + limit : "within a block"));
        }
        table.resize(octets);
    }
}
