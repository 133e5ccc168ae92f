package dev.rivulet.sse.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backend of one's own, as a JVM finds it that was started with it. */
class ProcessPathTest {
    private static final Backend MINE = Backend.of("Mine");
    private static final Backend BAD = Backend.of("Bad").constructor("throw new IllegalStateException();");

    @TempDir
    Path folder;

    @Test
    void as_a_module() throws Exception {
        Jar.module(folder, MINE, BAD);

        assertThat(output("--module-path", Jar.CORE + File.pathSeparator + folder, "--module", "acme/acme.Main"))
                .isEqualTo("mine, true");
    }

    @Test
    void as_a_module_that_nothing_requires() throws Exception {
        Path main = folder.resolve("main");
        Path backend = folder.resolve("backend");
        Jar.plain(main);
        Jar.module(backend, MINE);

        assertThat(output(
                        "--module-path",
                        Jar.CORE + File.pathSeparator + backend,
                        "--add-modules",
                        "dev.rivulet.sse,acme",
                        "--class-path",
                        main.toString(),
                        "acme.Main"))
                .isEqualTo("mine, true");
    }

    @Test
    void on_the_class_path_with_the_core_as_a_module() throws Exception {
        Jar.plain(folder, BAD, MINE);

        assertThat(output(
                        "--module-path",
                        Jar.CORE.toString(),
                        "--add-modules",
                        "dev.rivulet.sse",
                        "--class-path",
                        folder.toString(),
                        "acme.Main"))
                .isEqualTo("mine, true");
    }

    @Test
    void on_the_class_path() throws Exception {
        Jar.plain(folder, BAD, MINE);

        assertThat(output("--class-path", Jar.CORE + File.pathSeparator + folder, "acme.Main"))
                .isEqualTo("mine, false");
    }

    private static String output(String... options) throws Exception {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(600, TimeUnit.SECONDS)).isTrue();
            return said;
        } finally {
            process.destroyForcibly();
        }
    }
}
