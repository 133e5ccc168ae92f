package dev.rivulet.sse.jdkhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.jdkhttp.probe.ChoiceProbe;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A transport is found on both paths: in a JVM of its own each, with the classes of this build. */
class ModulePathTest {
    private static final String CORE = where(SseClient.class);
    private static final String TRANSPORT = where(JdkHttpProvider.class);
    private static final String TESTS = where(ChoiceProbe.class);

    @Test
    void theModulePathFindsTheTransport() throws Exception {
        assertThat(output(
                        "--module-path",
                        CORE + File.pathSeparator + TRANSPORT,
                        "--add-modules",
                        "dev.rivulet.sse.jdkhttp",
                        "--class-path",
                        TESTS))
                .isEqualTo("jdkhttp in module dev.rivulet.sse");
    }

    @Test
    void theClassPathFindsTheTransport() throws Exception {
        assertThat(output("--class-path", String.join(File.pathSeparator, CORE, TRANSPORT, TESTS)))
                .startsWith("jdkhttp in unnamed module");
    }

    private static String output(String... options) throws Exception {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(options));
        command.add(ChoiceProbe.class.getName());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return said;
        } finally {
            process.destroyForcibly();
        }
    }

    private static String where(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
