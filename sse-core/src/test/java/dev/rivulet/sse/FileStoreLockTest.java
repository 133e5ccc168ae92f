package dev.rivulet.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two sessions kept their id in one file, and each made the other's saves fail. */
@Timeout(600)
class FileStoreLockTest {
    @TempDir
    Path folder;

    private Path file;
    private LastEventIdStore first;
    private LastEventIdStore second;

    @BeforeEach
    void a_store_that_is_open() {
        file = folder.resolve("id");
        first = LastEventIdStore.file(file);
        second = LastEventIdStore.file(file);
        first.open();
    }

    @Test
    void the_second_session_is_refused_at_its_start_until_the_first_has_closed() {
        assertRefused(second, "in use by another session of this process");
        first.save("1");
        first.close();
        second.open();
        assertThat(second.load()).isEqualTo("1");
        second.close();
    }

    @Test
    void one_store_is_not_for_two_sessions_either() {
        assertRefused(first, "in use by another session of this process");
        first.save("1");
        assertThat(first.load()).isEqualTo("1");
    }

    @Test
    void a_refused_session_does_not_loosen_the_lock_of_the_first() throws Exception {
        assertRefused(second, "this process");
        assertThat(said(start("once"))).contains("in use by another process");
    }

    @Test
    void who_only_looks_is_not_refused_and_who_only_saves_is() {
        first.save("1");
        assertThat(second.load()).isEqualTo("1");
        assertThatThrownBy(() -> second.save("2"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("in use");
        assertThat(first.load()).isEqualTo("1");
    }

    @Test
    void what_is_acknowledged_after_the_end_is_saved_while_no_other_session_has_begun() {
        first.close();
        first.save("1");
        second.open();
        assertThat(second.load()).isEqualTo("1");
        assertThatThrownBy(() -> first.save("2")).isInstanceOf(UncheckedIOException.class);
        second.close();
    }

    @Test
    void closing_twice_and_closing_what_is_not_open_does_nothing() {
        second.close();
        assertRefused(second, "in use");
        first.close();
        first.close();
        second.open();
        first.close();
        assertRefused(first, "in use");
    }

    @Test
    void a_link_and_the_file_that_it_leads_to_are_one() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("id"));
        assertRefused(LastEventIdStore.file(link), "in use");
    }

    @Test
    void an_interrupted_thread_opens_all_the_same() {
        first.close();
        Thread.currentThread().interrupt();
        try {
            second.open();
            first = LastEventIdStore.file(file);
            assertRefused(first, "in use");
        } finally {
            assertThat(Thread.interrupted()).as("still interrupted").isTrue();
        }
    }

    @Test
    void the_lock_is_no_way_to_write_through_a_link() throws IOException {
        first.close();
        Path victim = Files.writeString(folder.resolve("victim"), "precious");
        Files.delete(folder.resolve("id.lock"));
        Files.createSymbolicLink(folder.resolve("id.lock"), victim);
        assertThatThrownBy(second::open).isInstanceOf(UncheckedIOException.class);
        assertThat(victim).hasContent("precious");
    }

    @Test
    void a_killed_process_leaves_no_lock_behind() throws Exception {
        first.close();
        Process holder = start("hold");
        try (BufferedReader out = holder.inputReader()) {
            assertThat(out.readLine()).isEqualTo("opened");
            assertRefused(second, "in use by another process");
            holder.destroyForcibly().waitFor();
        }
        second.open();
        second.save("1");
        assertThat(second.load()).isEqualTo("1");
    }

    private static void assertRefused(LastEventIdStore store, String why) {
        assertThatThrownBy(store::open)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot be kept in ")
                .hasMessageContaining(why);
    }

    private Process start(String how) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FileStoreLockTest.class.getName(),
                        how,
                        file.toString()))
                .redirectErrorStream(true)
                .start();
    }

    private static String said(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes());
    }

    /** Another process. */
    public static void main(String[] arguments) throws InterruptedException {
        try {
            LastEventIdStore.file(Path.of(arguments[1])).open();
            System.out.println("opened");
        } catch (UncheckedIOException refused) {
            System.out.println(refused.getMessage());
        }
        if (arguments[0].equals("hold")) {
            Thread.sleep(Long.MAX_VALUE);
        }
    }
}
