package dev.rivulet.sse.bench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
    @TempDir
    Path folder;

    @Test
    void what_is_written_is_read_again() throws IOException {
        Path file = folder.resolve("new folder/quick.json");
        Results written = Samples.quiet();

        written.write(file);

        assertThat(Results.read(file)).isEqualTo(written);
    }

    @Test
    void the_json_says_whether_the_machine_was_noisy() throws IOException {
        var json = new ObjectMapper()
                .readTree(Samples.results(4, new Noise(0.1, 2, 3.0, 0.0)).json());

        assertThat(json.at("/schema").asInt()).isEqualTo(Results.SCHEMA);
        assertThat(json.at("/reports/0/runs/0/noise/noisy").asBoolean()).isTrue();
        assertThat(json.at("/reports/0/runs/0/noise/load").asDouble()).isEqualTo(0.1);
        assertThat(json.at("/reports/0/tables/0/rows/1/values/speed/spread").asDouble())
                .isEqualTo(2.5);
    }

    @Test
    void another_schema_is_refused() throws IOException {
        Path file = Files.writeString(folder.resolve("old.json"), "{\"schema\": 0, \"reports\": []}");

        assertThatThrownBy(() -> Results.read(file)).hasMessageContaining("schema 0");
    }

    @Test
    void what_is_no_number_was_not_measured() {
        Row row = Row.of("a", Role.OURS).with("ratio", 1 / 0.0).with("other", Double.NaN);

        assertThat(row.values()).isEmpty();
    }
}
