package dev.rivulet.sse.kafka.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.tests.support.Forked;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar for a worker's {@code plugin.path}: whole, without what the worker has, and in a class loader of its own. */
@EnabledIfSystemProperty(named = "rivulet.kafka.plugin", matches = ".+", disabledReason = "mvn verify makes the jar")
class PluginJarTest {
    private static final Path JAR = Path.of(System.getProperty("rivulet.kafka.plugin", "missing"));

    @ParameterizedTest
    @ValueSource(strings = {"netty", "jdkhttp"})
    void a_worker_loads_it_in_isolation_and_its_task_streams_over(String transport) throws Exception {
        Series series = Series.quiet(2, 50);
        try (var server = CuttingServer.start(series)) {
            String said = Forked.output(command(transport, server.streams(), series.total()));

            assertThat(said)
                    .contains("loaded by PluginClassLoader")
                    .contains("kafka's: true")
                    .contains("records " + series.total())
                    .contains("epoll " + System.getProperty("os.name").equals("Linux"));
        }
    }

    @Test
    void it_has_all_transports_and_their_native_parts() throws IOException {
        assertThat(names())
                .contains("META-INF/services/org.apache.kafka.connect.source.SourceConnector")
                .contains("META-INF/services/dev.rivulet.sse.spi.TransportProvider")
                .contains("META-INF/native/libnetty_transport_native_epoll_x86_64.so")
                .contains("META-INF/native/libnetty_transport_native_epoll_aarch_64.so")
                .contains("META-INF/native/libnetty_transport_native_kqueue_x86_64.jnilib")
                .contains("META-INF/native/libnetty_transport_native_kqueue_aarch_64.jnilib")
                .contains("META-INF/native/libnetty_transport_native_io_uring42_x86_64.so");
    }

    @Test
    void it_has_nothing_that_a_worker_brings() throws IOException {
        assertThat(names())
                .noneMatch(name -> name.matches("org/apache/kafka/.*\\.class"))
                .noneMatch(name -> name.startsWith("org/slf4j/"))
                .noneMatch(name -> name.startsWith("org/jspecify/"))
                .noneMatch(name -> name.endsWith("module-info.class"));
    }

    private static List<String> names() throws IOException {
        try (var jar = new JarFile(JAR.toFile())) {
            return jar.stream().map(ZipEntry::getName).toList();
        }
    }

    private static List<String> command(String transport, String streams, long records) {
        List<String> command =
                Forked.java("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-cp", workersOwn(), "-Xmx256m");
        command.addAll(List.of(
                PluginProgram.class.getName(), JAR.getParent().toString(), transport, streams, Long.toString(records)));
        return command;
    }

    /** This class path without the plugin and what is in it. */
    private static String workersOwn() {
        return Forked.classPath(entry -> !entry.matches(".*[/\\\\]classes|.*[/\\\\](sse-|netty-)[^/\\\\]*\\.jar"));
    }
}
