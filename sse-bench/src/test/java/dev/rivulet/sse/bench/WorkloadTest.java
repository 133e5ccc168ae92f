package dev.rivulet.sse.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class WorkloadTest {
    static final List<String> NAMES = Workload.GENERATED;

    private static final Map<String, Workload> WORKLOADS = new ConcurrentHashMap<>();

    @Test
    void all_workloads_are_there() {
        assertThat(NAMES).containsExactly("llm", "ticks", "large", "lines", "cjk", "llm-plain", "ticks-plain");
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void one_seed_gives_the_same_bytes(String name) {
        Workload first = Workload.of(name, 7);
        Workload second = Workload.of(name, 7);

        assertThat(second.wire()).isEqualTo(first.wire());
        assertThat(second.cuts()).isEqualTo(first.cuts());
        assertThat(second.expected()).isEqualTo(first.expected());
        assertThat(Workload.of(name, 8).wire()).isNotEqualTo(first.wire());
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void the_wire_parses_to_the_expected_events(String name) {
        Workload workload = workload(name);

        assertThat(reference(workload.wire())).isEqualTo(workload.expected());
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void the_wire_is_larger_than_the_cache_of_one_core(String name) {
        assertThat(workload(name).wire().length).isBetween(1 << 20, 8 << 20);
    }

    @ParameterizedTest
    @CsvSource({
        "llm, 229, 10",
        "ticks, 47, 1",
        "large, 65569, 0",
        "lines, 3548, 1",
        "cjk, 265, 60",
        "llm-plain, 204, 10",
        "ticks-plain, 23, 1"
    })
    void events_are_as_large_as_claimed(String name, int bytes, int tolerance) {
        Workload workload = workload(name);

        assertThat(workload.wire().length / workload.events()).isCloseTo(bytes, within(tolerance));
    }

    @ParameterizedTest
    @CsvSource({
        "llm, 1400",
        "ticks, 8192",
        "large, 8192",
        "lines, 8192",
        "cjk, 8192",
        "llm-plain, 1400",
        "ticks-plain, 8192"
    })
    void chunks_are_as_large_as_claimed_and_cover_the_wire(String name, int bytes) {
        Workload workload = workload(name);
        int[] cuts = workload.cuts();

        assertThat(Arrays.copyOf(cuts, cuts.length - 1))
                .isEqualTo(IntStream.range(1, cuts.length).map(i -> i * bytes).toArray());
        assertThat(cuts[cuts.length - 1]).isEqualTo(workload.wire().length);
    }

    @Test
    void lines_have_forty_lines_of_eighty_bytes_and_cr_lf() {
        Workload workload = workload("lines");

        assertThat(workload.expected())
                .allMatch(event -> event.lines().count() == 40)
                .allMatch(event -> event.lines().allMatch(line -> line.length() == 80));
        String wire = new String(workload.wire(), StandardCharsets.UTF_8);
        assertThat(wire.replace("\r\n", "")).doesNotContain("\r", "\n");
    }

    @Test
    void most_bytes_of_cjk_are_not_ascii() {
        byte[] wire = workload("cjk").wire();

        int high = 0;
        for (byte b : wire) {
            high += b < 0 ? 1 : 0;
        }
        assertThat((double) high / wire.length).isGreaterThan(0.6);
    }

    @Test
    void recordings_are_read_as_they_are(@TempDir Path folder) throws IOException {
        Files.writeString(
                folder.resolve("b.sse"), ": hi\r\n\r\nevent: x\r\ndata:two\r\ndata: lines\r\n\r\ndata: cut off");
        Files.writeString(folder.resolve("a.sse"), "id: 1\ndata: 日本\n\n");
        Files.writeString(folder.resolve("README.md"), "data: no\n\n");

        Workload workload = Recordings.of(folder);

        assertThat(workload.expected()).startsWith("日本", "two\nlines", "cut off", "日本");
        assertThat(reference(workload.wire())).isEqualTo(workload.expected());
        assertThat(workload.wire().length).isGreaterThan(1 << 20);
    }

    @Test
    void an_unknown_name_says_which_there_are() {
        assertThatThrownBy(() -> Workload.of("nothing", 1)).hasMessageContaining("ticks");
    }

    private static Workload workload(String name) {
        return WORKLOADS.computeIfAbsent(name, it -> Workload.of(it, Workload.SEED));
    }

    /** The standard's rules for data, a character at a time. */
    static List<String> reference(byte[] wire) {
        var events = new ArrayList<String>();
        var line = new StringBuilder();
        var data = new StringBuilder();
        boolean afterCr = false;
        for (char c : new String(wire, StandardCharsets.UTF_8).toCharArray()) {
            if (c == '\n' && afterCr) {
                afterCr = false;
                continue;
            }
            afterCr = c == '\r';
            if (c != '\r' && c != '\n') {
                line.append(c);
                continue;
            }
            int colon = line.indexOf(":");
            String name = colon < 0 ? line.toString() : line.substring(0, colon);
            if (line.isEmpty() && !data.isEmpty()) {
                events.add(data.substring(0, data.length() - 1));
                data.setLength(0);
            } else if (name.equals("data")) {
                String value = colon < 0 ? "" : line.substring(colon + 1);
                data.append(value.startsWith(" ") ? value.substring(1) : value).append('\n');
            }
            line.setLength(0);
        }
        return events;
    }
}
