package dev.rivulet.sse.jdkhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.jdkhttp.probe.ChoiceProbe;
import dev.rivulet.sse.tests.support.Forked;
import java.io.File;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A transport is found on both paths: in a JVM of its own each, with the classes of this build. */
class ModulePathTest {
    private static final String CORE = Forked.classPath(SseClient.class);
    private static final String TRANSPORT = Forked.classPath(JdkHttpProvider.class);
    private static final String TESTS = Forked.classPath(ChoiceProbe.class);

    @Test
    void the_module_path_finds_the_transport() throws Exception {
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
    void the_class_path_finds_the_transport() throws Exception {
        assertThat(output("--class-path", String.join(File.pathSeparator, CORE, TRANSPORT, TESTS)))
                .startsWith("jdkhttp in unnamed module");
    }

    private static String output(String... options) throws Exception {
        List<String> command = Forked.java();
        command.addAll(List.of(options));
        command.add(ChoiceProbe.class.getName());
        return Forked.output(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD));
    }
}
