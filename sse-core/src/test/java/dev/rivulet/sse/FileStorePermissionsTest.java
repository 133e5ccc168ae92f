package dev.rivulet.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may read the file, and what a save does to links: it made 0600 0644, and truncated what links led to. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "POSIX permissions and links")
class FileStorePermissionsTest {
    @TempDir
    Path folder;

    private Path file;
    private LastEventIdStore store;

    @BeforeEach
    void a_path_in_an_empty_folder() {
        file = folder.resolve("id");
        store = LastEventIdStore.file(file);
    }

    @Test
    void a_new_file_is_its_owners_only() throws IOException {
        store.open();
        store.save("1");
        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(permissions(folder.resolve("id.lock"))).isEqualTo("rw-------");
        store.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "rw-r-----", "rw-r--r--", "rw-rw-r--", "r--------"})
    void an_existing_file_keeps_its_permissions(String before) throws IOException {
        Files.writeString(file, "1\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(before));
        store.save("2");
        store.save("3");
        assertThat(permissions(file)).isEqualTo(before);
        assertThat(file).hasContent("3\n");
    }

    @Test
    void a_link_stays_and_what_it_leads_to_is_replaced() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path target = Files.writeString(elsewhere.resolve("target"), "1\n");
        Files.createSymbolicLink(folder.resolve("middle"), Path.of("elsewhere", "target"));
        Files.createSymbolicLink(file, folder.resolve("middle"));
        store.open();
        store.save("2");
        store.close();
        assertThat(file).isSymbolicLink();
        assertThat(folder.resolve("middle")).isSymbolicLink();
        assertThat(target).isRegularFile().hasContent("2\n");
        assertThat(store.load()).isEqualTo("2");
    }

    @Test
    void a_link_to_nothing_yet_leads_to_the_new_file() throws IOException {
        Files.createSymbolicLink(file, Path.of("target"));
        store.save("1");
        assertThat(file).isSymbolicLink();
        assertThat(folder.resolve("target")).hasContent("1\n");
    }

    @Test
    void links_in_a_circle_are_an_error() throws IOException {
        Files.createSymbolicLink(file, Path.of("id"));
        assertThatThrownBy(() -> store.save("1")).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void a_link_where_the_new_file_used_to_be_written_is_not_followed() throws IOException {
        Path victim = Files.writeString(folder.resolve("victim"), "precious");
        Files.createSymbolicLink(folder.resolve("id.next"), victim);
        store.save("1");
        assertThat(victim).hasContent("precious");
        assertThat(file).isRegularFile().hasContent("1\n");
    }

    @Test
    void leftovers_that_are_links_are_removed_and_not_what_they_lead_to() throws IOException {
        Path victim = Files.writeString(folder.resolve("victim"), "precious");
        Path link = Files.createSymbolicLink(folder.resolve("id.0123456789abcdef.next"), victim);
        store.open();
        assertThat(link).doesNotExist();
        assertThat(victim).hasContent("precious");
        store.close();
    }

    private static String permissions(Path of) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(of));
    }
}
