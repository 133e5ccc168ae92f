package dev.rivulet.sse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rivulet.sse.tests.support.LeftToFull;
import dev.rivulet.sse.tests.support.SourceTree;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The launcher in a tree of its own, with a Java and a Maven that only say what they are asked. */
@Execution(ExecutionMode.CONCURRENT)
class LauncherTest {
    private static final Path BASH = Path.of("/bin/bash");
    private static final String JAVA = """
            #!/bin/bash
            if [[ $1 == -version ]]; then echo 'openjdk version "%s" 2025-01-01' >&2; exit; fi
            for word; do echo "$word"; done
            """;
    private static final String MAVEN = """
            #!/bin/bash
            if [[ $1 == -version ]]; then echo 'Apache Maven %s (abc)'; exit; fi
            echo "a lot of text"
            %s
            """;
    private static final List<String> TOOLS = List.of(
            "bash",
            "env",
            "dirname",
            "basename",
            "readlink",
            "grep",
            "find",
            "head",
            "sed",
            "mktemp",
            "touch",
            "mkdir",
            "rm",
            "cat",
            "sleep",
            "flock");
    private static final String BUILDS = "mkdir -p sse-cli/target/quick; echo built > sse-cli/target/quick/sse.jar";

    @TempDir
    Path folder;

    private Path tools;
    private Path home;
    private Path root;
    private Path jar;

    @BeforeEach
    void plant() throws Exception {
        assumeTrue(Files.isExecutable(BASH), "needs bash");
        folder = folder.toRealPath();
        tools = Files.createDirectories(folder.resolve("tools"));
        home = Files.createDirectories(folder.resolve("jdk"));
        root = Files.createDirectories(folder.resolve("a tree"));
        jar = root.resolve("sse-cli/target/quick/sse.jar");
        shell("cp -p \"$1\" \"$2\"", launcher().toString(), root.resolve("sse").toString());
        for (String module : List.of("sse-core", "sse-testkit", "sse-jdkhttp", "sse-netty", "sse-iouring", "sse-cli")) {
            Files.createDirectories(root.resolve(module).resolve("src/main/java"));
            Files.writeString(root.resolve(module).resolve("pom.xml"), "");
        }
        Files.writeString(root.resolve("pom.xml"), "");
        Files.createDirectories(root.resolve(".mvn"));
        jdk("17.0.2");
        executable(tools.resolve("mvn"), MAVEN.formatted("3.8.7", BUILDS));
    }

    @Test
    void builds_what_is_missing_and_says_so_in_a_line() throws Exception {
        Run run = launch("tail", "an argument", "");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).matches("building… done in \\d+ s\n");
        assertThat(run.outLines())
                .endsWith("-jar", jar.toString(), "tail", "an argument", "")
                .contains("-Dsse.terminal.out=false", "-Dsse.terminal.err=false");
    }

    @Test
    void bench_builds_and_runs_the_benchmarks_with_the_plugins_on_their_class_path() throws Exception {
        Path benchmarks = benchmarks();
        Path plugin = Files.writeString(folder.resolve("mine.jar"), "");

        Run run = start(
                folder,
                Map.of("SSE_CLASSPATH", plugin.toString()),
                root.resolve("sse").toString(),
                "bench",
                "quick",
                "--transport",
                "mine");

        assertThat(run.err()).startsWith("building");
        assertThat(run.outLines())
                .endsWith(
                        "-cp",
                        benchmarks + ":" + plugin,
                        "dev.rivulet.sse.bench.command.BenchCommand",
                        "quick",
                        "--transport",
                        "mine")
                .doesNotContain("-XX:TieredStopAtLevel=1");
    }

    @Test
    void bench_jmh_runs_jmh() throws Exception {
        Path benchmarks = benchmarks();

        assertThat(launch("bench", "jmh", "TransportBenchmark").outLines())
                .endsWith("-cp", benchmarks.toString(), "org.openjdk.jmh.Main", "TransportBenchmark");
    }

    private Path benchmarks() throws Exception {
        Files.createDirectories(root.resolve("sse-bench/src/main/java"));
        Files.writeString(root.resolve("sse-bench/pom.xml"), "");
        String builds = "mkdir -p sse-bench/target/quick; echo built > sse-bench/target/quick/benchmarks.jar";
        executable(tools.resolve("mvn"), MAVEN.formatted("3.8.7", builds));
        return root.resolve("sse-bench/target/quick/benchmarks.jar");
    }

    @Test
    void runs_what_is_fresh_at_once() throws Exception {
        launch();
        executable(tools.resolve("mvn"), "#!/bin/bash\nexit 1\n");

        Run run = launch("--help");

        assertThat(run.err()).isEmpty();
        assertThat(run.outLines()).endsWith("--help");
    }

    @Test
    @LeftToFull
    void builds_what_is_stale() throws Exception {
        for (String changed : List.of("pom.xml", "sse-core/pom.xml", "sse-jdkhttp/src/main/java/New.java")) {
            launch();
            settle();
            Files.writeString(root.resolve(changed), "changed");

            assertThat(launch().err()).as(changed).startsWith("building");
        }
    }

    @Test
    @LeftToFull
    void tests_make_nothing_stale() throws Exception {
        launch();
        settle();
        Files.createDirectories(root.resolve("sse-core/src/test/java"));

        assertThat(launch().err()).isEmpty();
    }

    @Test
    @LeftToFull
    void a_change_during_the_build_is_built_next_time() throws Exception {
        executable(
                tools.resolve("mvn"),
                MAVEN.formatted("3.9.9", "sleep 0.05; echo more > sse-core/src/main/java/A.java; " + BUILDS));

        launch();

        assertThat(launch().err()).startsWith("building");
    }

    @Test
    @LeftToFull
    void a_failed_build_shows_its_log() throws Exception {
        executable(tools.resolve("mvn"), MAVEN.formatted("3.8.7", "echo 'cannot find symbol'; exit 1"));

        Run run = launch();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("building… failed\na lot of text\ncannot find symbol\nsse: the build failed, see above\n");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void works_through_links_from_anywhere() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("first"), Path.of("a tree/sse"));
        Path linkToLink = Files.createSymbolicLink(tools.resolve("sse"), link);

        assertThat(start(Path.of("/"), Map.of(), linkToLink.toString(), "x").outLines())
                .endsWith(jar.toString(), "x");
        assertThat(start(tools, Map.of(), "../first", "y").outLines()).endsWith(jar.toString(), "y");
    }

    @Test
    void missing_java_is_said() throws Exception {
        Run none = start(folder, Map.of("JAVA_HOME", ""), root.resolve("sse").toString());
        Run wrong = start(
                folder, Map.of("JAVA_HOME", "/no/such/jdk"), root.resolve("sse").toString());

        assertThat(none.exitCode()).isEqualTo(127);
        assertThat(none.err())
                .startsWith("sse: Java is missing; install JDK 17 or later")
                .contains("apt install");
        assertThat(wrong.exitCode()).isEqualTo(127);
        assertThat(wrong.err()).contains("JAVA_HOME is /no/such/jdk");
    }

    @Test
    void old_java_is_said() throws Exception {
        for (String version : List.of("11.0.20", "1.8.0_392")) {
            jdk(version);

            Run run = launch();

            assertThat(run.exitCode()).isEqualTo(127);
            assertThat(run.err()).contains(version.startsWith("1.") ? " is Java 8; " : " is Java 11; ", "JDK 17");
        }
    }

    @Test
    void the_release_file_is_believed() throws Exception {
        jdk("11");
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"25.0.1\"\n");

        assertThat(launch("x").outLines()).endsWith("x");
    }

    @Test
    void a_runtime_cannot_build() throws Exception {
        Files.delete(home.resolve("bin/javac"));

        Run run = launch();

        assertThat(run.exitCode()).isEqualTo(127);
        assertThat(run.err()).contains("a JDK is needed");
    }

    @Test
    @LeftToFull
    void missing_or_old_maven_is_said() throws Exception {
        executable(tools.resolve("mvn"), MAVEN.formatted("3.6.3", BUILDS));
        assertThat(launch().err()).contains("Maven is 3.6.3; install 3.8.7 or later");

        executable(tools.resolve("mvn"), MAVEN.formatted("3.10.0", BUILDS));
        assertThat(launch().exitCode()).isZero();

        Files.delete(tools.resolve("mvn"));
        Files.delete(jar);
        Run run = launch();
        assertThat(run.exitCode()).isEqualTo(127);
        assertThat(run.err()).startsWith("sse: Maven is missing").contains("apt install maven");
    }

    @Test
    void java_gets_the_users_options() throws Exception {
        Run run = start(
                folder,
                Map.of("SSE_JAVA_OPTS", "-Xmx64m -Drivulet.transport=jdkhttp"),
                root.resolve("sse").toString(),
                "demo");

        assertThat(run.outLines()).containsSubsequence("-Xmx64m", "-Drivulet.transport=jdkhttp", "-jar", "demo");
    }

    @Test
    void a_class_path_of_the_users_comes_after_the_jar() throws Exception {
        Path mine = Files.createFile(folder.resolve("my backend.jar"));
        String paths = mine + ":" + folder.resolve("*") + ":" + tools;

        Run run = start(
                folder, Map.of("SSE_CLASSPATH", paths), root.resolve("sse").toString(), "transports");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.outLines())
                .endsWith("-cp", jar + ":" + paths, Main.class.getName(), "transports")
                .doesNotContain("-jar");
    }

    @Test
    void an_empty_class_path_is_none() throws Exception {
        Run run = start(folder, Map.of("SSE_CLASSPATH", ""), root.resolve("sse").toString(), "transports");

        assertThat(run.outLines()).endsWith("-jar", jar.toString(), "transports");
    }

    @Test
    void a_class_path_that_is_not_there_is_said() throws Exception {
        Run run = start(
                folder,
                Map.of("SSE_CLASSPATH", tools + ":/no/such.jar"),
                root.resolve("sse").toString(),
                "transports");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).endsWith("sse: SSE_CLASSPATH has /no/such.jar, which is not there\n");
        assertThat(run.out()).isEmpty();
    }

    @Test
    @LeftToFull
    void a_transport_on_the_class_path_is_listed_and_used() throws Exception {
        Path backend = PluginJar.compile(folder, "mine", 99);
        writeJarOfTheTests(jar);
        Map<String, String> environment =
                Map.of("JAVA_HOME", System.getProperty("java.home"), "SSE_CLASSPATH", backend.toString());

        Run listed = start(folder, environment, root.resolve("sse").toString(), "transports");
        Run demo = start(folder, environment, root.resolve("sse").toString(), "demo", "--events", "3");

        assertThat(listed.err()).isEmpty();
        assertThat(listed.out())
                .containsPattern("mine +99 +yes: h2, http/1.1 \\(the default\\)\n")
                .containsPattern("jdkhttp +10 +yes: h2, http/1.1\n");
        assertThat(demo.out()).contains(" by transport mine, ");
    }

    @Test
    @LeftToFull
    void a_class_path_that_brings_no_transport_is_said() throws Exception {
        Path library = PluginJar.library(folder.resolve("library.jar"));
        writeJarOfTheTests(jar);

        Run run = start(
                folder,
                Map.of("JAVA_HOME", System.getProperty("java.home"), "SSE_CLASSPATH", library.toString()),
                root.resolve("sse").toString(),
                "transports");

        assertThat(run.outLines())
                .hasSize(7)
                .last()
                .isEqualTo("SSE_CLASSPATH brings none: nothing on it has a file " + Plugins.SERVICES + ".");
    }

    /** In place of the one that the build makes: with nothing in it, but a class path. */
    private static void writeJarOfTheTests(Path file) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                                .map(path -> Path.of(path).toUri().toString())
                                .collect(Collectors.joining(" ")));
        Files.createDirectories(file.getParent());
        new JarOutputStream(Files.newOutputStream(file), manifest).close();
    }

    private Run launch(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(root.resolve("sse").toString()));
        command.addAll(List.of(arguments));
        return start(folder, Map.of(), command.toArray(String[]::new));
    }

    private Run start(Path cwd, Map<String, String> environment, String... command) throws Exception {
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        var builder = new ProcessBuilder(command)
                .directory(cwd.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().retainAll(List.of());
        builder.environment().putAll(Map.of("JAVA_HOME", home.toString(), "PATH", path(), "TMPDIR", folder.toString()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), Files.readString(out), Files.readString(err, StandardCharsets.UTF_8));
    }

    /** The tools of this test, and of the system only what a shell script needs: it may have a Java and a Maven. */
    private String path() throws IOException {
        Path system = folder.resolve("system");
        if (!Files.exists(system)) {
            Files.createDirectories(system);
            for (String tool : TOOLS) {
                Path real = Stream.of("/usr/bin", "/bin")
                        .map(bin -> Path.of(bin, tool))
                        .filter(Files::exists)
                        .findFirst()
                        .orElse(null);
                if (real != null) { // no script: what was just written may still be open in another test's process
                    Files.createSymbolicLink(system.resolve(tool), real);
                }
            }
        }
        return tools + ":" + system;
    }

    private void jdk(String version) throws Exception {
        Path bin = Files.createDirectories(home.resolve("bin"));
        executable(bin.resolve("java"), JAVA.formatted(version));
        executable(bin.resolve("javac"), "#!/bin/bash\n");
    }

    /** Time stamps are only so fine: what was built is a little older now. */
    private void settle() throws IOException {
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().minusMillis(20)));
    }

    private static void executable(Path file, String text) throws Exception {
        shell("printf %s \"$2\" > \"$1\" && chmod 755 \"$1\"", file.toString(), text);
    }

    /**
     * What is to be executed is written by a process of its own: what this JVM has open for writing is open for a moment
     * in each process that another test starts, and the system refuses to execute it then ("Text file busy").
     */
    private static void shell(String script, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(BASH.toString(), "-c", script, "bash"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor()).isZero();
    }

    private static Path launcher() {
        return SourceTree.root().resolve("sse");
    }
}
