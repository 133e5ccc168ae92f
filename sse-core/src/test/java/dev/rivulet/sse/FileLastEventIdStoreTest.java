package dev.rivulet.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The store in a file: what it loads, what it saves, and what a reader beside it can see. */
class FileLastEventIdStoreTest {
    @TempDir
    Path folder;

    private Path file;
    private LastEventIdStore store;

    @BeforeEach
    void a_path_in_an_empty_folder() {
        file = folder.resolve("last-event-id");
        store = LastEventIdStore.file(file);
    }

    @Test
    void where_there_is_no_file_there_is_no_id() {
        assertThat(store.load()).isNull();
        assertThat(file).doesNotExist();
    }

    @Test
    void an_empty_file_has_no_id() throws IOException {
        Files.createFile(file);
        assertThat(store.load()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1", "a b", " ", "#", "zwölf", "日本語", "😀\u0301", "\uFEFF", "a\u2028b", "a\tb", "\u0085", "\\n"})
    void what_is_saved_is_loaded(String id) throws IOException {
        store.save(id);
        assertThat(store.load()).isEqualTo(id);
        assertThat(LastEventIdStore.file(file).load()).isEqualTo(id);
        assertThat(Files.readAllBytes(file)).isEqualTo((id + "\n").getBytes(UTF_8));
    }

    @Test
    void an_empty_id_is_a_reset_and_not_the_lack_of_one() {
        store.save("");
        assertThat(store.load()).isEmpty();
        assertThat(file).hasContent("\n");
    }

    @Test
    void a_shorter_id_takes_the_whole_place_of_a_longer_one() {
        store.save("x".repeat(10_000));
        store.save("y");
        assertThat(store.load()).isEqualTo("y");
        assertThat(file).hasContent("y\n");
    }

    @Test
    void a_long_id_is_saved_whole() {
        String id = "ä".repeat(1 << 20);
        store.save(id);
        assertThat(store.load()).isEqualTo(id);
    }

    @Test
    void a_line_without_its_end_is_an_id_too() throws IOException {
        Files.writeString(file, "abc");
        assertThat(store.load()).isEqualTo("abc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\nb\n", "a\n\n", "\n\n", "a\r\n", "a\rb", "a\0b"})
    void what_is_not_one_line_is_refused_and_left_alone(String content) throws IOException {
        Files.writeString(file, content);
        assertThatThrownBy(store::load)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file.getFileName().toString());
        assertThat(Files.readString(file)).isEqualTo(content);
    }

    @Test
    void what_is_not_utf_8_is_refused() throws IOException {
        Files.write(file, new byte[] {'a', (byte) 0xFF, '\n'});
        assertThatThrownBy(store::load).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void a_directory_in_its_place_is_an_error() throws IOException {
        Files.createDirectory(file);
        Files.createFile(file.resolve("inside"));
        assertThatThrownBy(store::load).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> store.save("1")).isInstanceOf(UncheckedIOException.class);
        assertThat(file.resolve("inside")).exists();
    }

    @Test
    void a_folder_that_is_not_there_is_an_error_of_saving() {
        LastEventIdStore nowhere = LastEventIdStore.file(folder.resolve("no").resolve("id"));
        assertThat(nowhere.load()).isNull();
        assertThatThrownBy(() -> nowhere.save("1"))
                .isInstanceOf(UncheckedIOException.class)
                .hasRootCauseInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(nowhere::open)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("no");
    }

    @Test
    void a_save_that_fails_leaves_the_old_file_and_nothing_beside_it() throws IOException {
        Files.createDirectories(file.resolve("inside"));
        assertThatThrownBy(() -> store.save("2")).isInstanceOf(UncheckedIOException.class);
        assertThat(file.resolve("inside")).exists();
        assertThat(folder).isDirectoryNotContaining("glob:**.next");
    }

    @Test
    void what_kills_left_half_written_beside_it_is_removed_when_the_next_session_opens_it() throws IOException {
        store.save("1");
        Path left = Files.writeString(folder.resolve("last-event-id.0123456789abcdef.next"), "2345 and no more");
        Path others = Files.writeString(folder.resolve("another-id.0123456789abcdef.next"), "7");
        assertThat(store.load()).isEqualTo("1");
        store.open();
        assertThat(left).doesNotExist();
        assertThat(others).exists();
        store.save("3");
        store.close();
        assertThat(file).hasContent("3\n");
    }

    @Test
    void a_path_that_names_no_file_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> LastEventIdStore.file(Path.of("/")));
    }

    @Test
    void a_path_without_a_folder_is_in_the_working_directory() {
        Path name = Path.of("no-such-file-" + System.nanoTime());
        assertThat(LastEventIdStore.file(name).load()).isNull();
    }

    @Test
    @Timeout(600)
    void a_reader_beside_it_sees_whole_ids_only() throws Exception {
        store.save(id(0));
        Set<String> seen = ConcurrentHashMap.newKeySet();
        var over = new AtomicBoolean();
        CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> {
            do {
                seen.add(read());
            } while (!over.get());
        });
        for (int i = 1; i <= 200; i++) {
            store.save(id(i));
        }
        over.set(true);
        reading.join();
        assertThat(seen).isNotEmpty().allMatch(FileLastEventIdStoreTest::isWhole);
    }

    @Test
    void an_interrupted_thread_saves_all_the_same() {
        Thread.currentThread().interrupt();
        try {
            store.save("1");
        } finally {
            assertThat(Thread.interrupted()).as("still interrupted").isTrue();
        }
        assertThat(store.load()).isEqualTo("1");
    }

    @Test
    void an_interrupted_thread_loads_all_the_same() {
        store.save("1");
        Thread.currentThread().interrupt();
        try {
            assertThat(store.load()).isEqualTo("1");
        } finally {
            assertThat(Thread.interrupted()).as("still interrupted").isTrue();
        }
    }

    private String read() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "unreadable: " + e;
        }
    }

    /** A number, and as many letters as it says. */
    private static String id(int number) {
        return number + ":" + "x".repeat(number % 7 * 5_000 + number);
    }

    private static boolean isWhole(String line) {
        int colon = line.indexOf(':');
        return colon > 0 && line.equals(id(Integer.parseInt(line.substring(0, colon))) + "\n");
    }
}
