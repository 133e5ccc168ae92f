package dev.rivulet.sse.kafka.proof;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** Writes the configuration of a broker or a worker. */
final class PropertiesFile {
    private PropertiesFile() {}

    static Path write(Path file, Map<String, String> settings) throws IOException {
        var properties = new Properties();
        properties.putAll(settings);
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        return file;
    }
}
