package dev.rivulet.sse.bench.results;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of a table: a client, a parser, a way to do something.
 *
 * @param name unique in its table
 * @param values by the ids of the columns; what was not measured is absent
 */
public record Row(String name, Role role, Map<String, Measurement> values) {
    /** Copies the values, in their order. */
    public Row {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** A row without values. */
    public static Row of(String name, Role role) {
        return new Row(name, role, Map.of());
    }

    /** With this value too; what is not finite was not measured. */
    public Row with(String column, double value) {
        return with(column, Measurement.of(value));
    }

    /** With this value too; what is not finite was not measured. */
    public Row with(String column, Measurement measured) {
        if (!Double.isFinite(measured.value())) {
            return this;
        }
        var more = new LinkedHashMap<>(values);
        more.put(column, measured);
        return new Row(name, role, more);
    }

    /** Null if it was not measured. */
    public @Nullable Measurement value(Column column) {
        return values.get(column.id());
    }
}
