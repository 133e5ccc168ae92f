package dev.rivulet.sse.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.okhttp.probe.ChoiceProbe;
import dev.rivulet.sse.tests.support.Forked;
import java.io.File;
import java.util.List;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

/** The transport is found on both paths: in a JVM of its own each, with the classes of this build. */
class ModulePathTest {
    private static final String ALL = String.join(
            File.pathSeparator,
            Forked.classPath(SseClient.class),
            Forked.classPath(OkHttpProvider.class),
            Forked.classPath(OkHttpClient.class),
            Forked.classPath(okio.Buffer.class),
            Forked.classPath(kotlin.Unit.class));
    /** The modules of OkHttp 4 are automatic ones, which do not name what they need. */
    private static final String MODULES = "dev.rivulet.sse.okhttp,kotlin.stdlib";

    private static final String TESTS = Forked.classPath(ChoiceProbe.class);

    @Test
    void the_module_path_finds_the_transport() throws Exception {
        assertThat(output("--module-path", ALL, "--add-modules", MODULES, "--class-path", TESTS))
                .isEqualTo("okhttp in module dev.rivulet.sse");
    }

    @Test
    void the_class_path_finds_the_transport() throws Exception {
        assertThat(output("--class-path", ALL + File.pathSeparator + TESTS)).startsWith("okhttp in unnamed module");
    }

    private static String output(String... options) throws Exception {
        List<String> command = Forked.java();
        command.addAll(List.of(options));
        command.add(ChoiceProbe.class.getName());
        return Forked.output(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD));
    }
}
