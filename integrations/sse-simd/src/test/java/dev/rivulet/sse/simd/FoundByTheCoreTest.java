package dev.rivulet.sse.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.parser.EventStreamParser;
import dev.rivulet.sse.simd.program.Parsing;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Programs that have this jar, as a user starts them. */
class FoundByTheCoreTest {
    private static final String EVENT = "tick a line of text that is longer than any vector is, and then some more";
    private static final String USED =
            "Event streams are searched with vectors of " + VectorScanner.SPECIES.vectorBitSize() + " bits.";
    private static final String NOT_USED = "A scanner for event streams is not used: vectors need the option of java"
            + " --add-modules jdk.incubator.vector.";
    private static final String OPTION = "--add-modules=jdk.incubator.vector";
    private static final Path CORE = place(EventStreamParser.class);
    private static final Path JAR = place(VectorScanner.class);
    private static final Path PROGRAM = place(Parsing.class);

    @Test
    void on_the_class_path_with_the_option_it_is_used() throws Exception {
        assertThat(onTheClassPath(OPTION)).contains(USED, EVENT).doesNotContain(NOT_USED);
    }

    @Test
    void on_the_class_path_without_it_the_log_says_what_is_missing() throws Exception {
        assertThat(onTheClassPath()).contains(NOT_USED, EVENT);
    }

    @Test
    void as_a_module_with_the_option_it_is_used() throws Exception {
        assertThat(asAModule(OPTION)).contains(USED, EVENT);
    }

    @Test
    void as_a_module_without_it_the_log_says_what_is_missing() throws Exception {
        assertThat(asAModule()).contains(NOT_USED, EVENT);
    }

    @Test
    void without_this_jar_nothing_is_said() throws Exception {
        assertThat(outputOf("-cp", path(CORE, PROGRAM))).containsExactly(EVENT);
    }

    private static List<String> onTheClassPath(String... options) throws Exception {
        return outputOf(with(options, "-cp", path(CORE, JAR, PROGRAM)));
    }

    private static List<String> asAModule(String... options) throws Exception {
        return outputOf(
                with(options, "--add-modules=dev.rivulet.sse", "-p", path(CORE, JAR), "-cp", PROGRAM.toString()));
    }

    private static String[] with(String[] options, String... more) {
        return Stream.of(options, more).flatMap(Stream::of).toArray(String[]::new);
    }

    /** Standard output and error, in lines; of the log what it says, without its level. */
    private static List<String> outputOf(String... arguments) throws Exception {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-Djava.util.logging.SimpleFormatter.format=%5$s%n");
        command.addAll(List.of(arguments));
        command.add(Parsing.class.getName());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output.lines().toList();
    }

    private static String path(Path... places) {
        return Stream.of(places).map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static Path place(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
