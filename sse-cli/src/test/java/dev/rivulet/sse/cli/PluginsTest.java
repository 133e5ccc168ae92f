package dev.rivulet.sse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A transport that the command line does not have. */
class PluginsTest {
    @TempDir
    Path folder;

    @Test
    void a_plugin_is_listed_like_ours() throws IOException {
        Run run = Run.sse("transports", "--plugin", mine().toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.outLines())
                .hasSize(7)
                .anyMatch(line -> line.matches("mine +99  yes: h2, http/1.1 \\(the default\\)"))
                .anyMatch(line -> line.matches("jdkhttp +10  yes: h2, http/1.1"));
    }

    @Test
    void a_folder_of_classes_is_a_plugin_too() throws IOException {
        Path classes = PluginJar.classes(folder, "mine", 99);

        assertThat(Run.sse("transports", "--plugin=" + classes).out()).contains("\nmine ");
    }

    @Test
    void several_are_listed_in_the_order_of_choice() throws IOException {
        Path other = PluginJar.compile(Files.createDirectory(folder.resolve("other")), "other", 5);
        Path library = PluginJar.library(folder.resolve("library.jar"));

        Run run = Run.sse("transports", "--plugin", other.toString(), "--plugin", library.toString());

        assertThat(run.out()).containsSubsequence("\njdkhttp ", "\nother ");
    }

    @Test
    void the_demo_and_a_tail_are_streamed_by_it() throws Exception {
        String mine = mine().toString();
        try (var server = ScriptedServer.start()) {
            server.respond(Response.stream().chunk("data: a\n\n"));
            String uri = server.uri("/").toString();

            assertThat(Run.sse("demo", "--events", "3", "--plugin", mine).out()).contains(" by transport mine, ");
            assertThat(Run.sse("tail", uri, "--no-reconnect", "--plugin", mine, "--transport", "mine"))
                    .isEqualTo(new Run(0, "a\n", ""));
        }
    }

    @Test
    void what_one_command_loads_the_next_one_does_not_see() throws IOException {
        ClassLoader before = Thread.currentThread().getContextClassLoader();

        Run.sse("transports", "--plugin", mine().toString());

        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
        assertThat(Run.sse("transports").out()).doesNotContain("mine");
        assertThat(Run.sse("demo", "--transport", "mine"))
                .isEqualTo(new Run(
                        2,
                        "",
                        "sse demo: there is no transport 'mine'; found: iouring, netty, altsvc, jdkhttp, http3; --plugin adds more"
                                + " (see 'sse demo --help')\n"));
    }

    @Test
    void what_is_not_there_is_bad_usage() {
        for (String[] command :
                new String[][] {{"transports"}, {"demo", "--events=1"}, {"tail", "http://localhost:1", "--no-reconnect"}
                }) {
            String[] arguments = java.util.Arrays.copyOf(command, command.length + 1);
            arguments[command.length] = "--plugin=/no/such.jar";

            Run run = Run.sse(arguments);

            assertThat(run.exitCode()).as(command[0]).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.errLines())
                    .singleElement()
                    .asString()
                    .startsWith("sse " + command[0] + ": there is no plug-in '/no/such.jar' (see ");
        }
    }

    @Test
    void what_is_no_jar_is_bad_usage() throws IOException {
        Path text = Files.writeString(folder.resolve("text.jar"), "no jar at all");

        Run run = Run.sse("transports", "--plugin", text.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errLines()).singleElement().asString().startsWith("sse transports: not a jar: '" + text + "'");
    }

    @Test
    void a_jar_that_names_no_transport_is_bad_usage_that_says_where_to_name_it() throws IOException {
        Path library = PluginJar.library(folder.resolve("library.jar"));

        Run run = Run.sse("transports", "--plugin", library.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errLines()).singleElement().asString().contains("no transport in " + library, Plugins.SERVICES);
    }

    private Path mine() throws IOException {
        return PluginJar.compile(folder, "mine", 99);
    }
}
