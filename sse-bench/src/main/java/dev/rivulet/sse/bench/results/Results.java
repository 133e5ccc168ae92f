package dev.rivulet.sse.bench.results;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The content of a file of results: JSON whose shape is that of these records.
 *
 * @param schema the version of that shape
 */
public record Results(int schema, List<Report> reports) {
    /** The version that is written. A change that older files do not fit counts it up. */
    public static final int SCHEMA = 1;

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** Refuses another version. */
    public Results {
        if (schema != SCHEMA) {
            throw new IllegalArgumentException("results of schema " + schema + "; this program reads " + SCHEMA);
        }
        reports = List.copyOf(reports);
    }

    /** Of these reports. */
    public static Results of(Report... reports) {
        return new Results(SCHEMA, List.of(reports));
    }

    /** All tables of all reports. */
    public Stream<Table> tables() {
        return reports.stream().flatMap(report -> report.tables().stream());
    }

    /** Reads a file that {@link #write} wrote. */
    public static Results read(Path file) throws IOException {
        return JSON.readValue(Files.readAllBytes(file), Results.class);
    }

    /** Writes the JSON, and makes the folder if it is missing. */
    public void write(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(file, json() + "\n");
    }

    String json() throws IOException {
        return JSON.writeValueAsString(this);
    }
}
