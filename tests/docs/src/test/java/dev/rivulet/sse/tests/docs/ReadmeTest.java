package dev.rivulet.sse.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.testkit.RecordedRequest;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.tests.support.Document;
import dev.rivulet.sse.tests.support.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The README does what it says: its snippets are compiled and run against a server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadmeTest {
    private static final int EXAMPLES = 5;
    private static final int LONGEST = 200;
    private static final Document README = Document.at("README.md");

    @TempDir
    Path classes;

    @Test
    void begins_with_the_two_commands() {
        assertThat(README.blocks("sh").get(0).lines())
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("./sse demo "),
                        second -> assertThat(second).startsWith("mvn -B verify "));
        assertThat(README.text().indexOf("```sh")).isLessThan(README.text().indexOf("\n## "));
    }

    @Test
    void begins_with_five_examples_that_import_what_they_use() {
        assertThat(README.blocks("java")).hasSizeGreaterThan(EXAMPLES).allMatch(code -> code.startsWith("import "));
        assertThat(README.text()).containsSubsequence("## Five examples", "## When it fails");
    }

    @Test
    void is_short() {
        assertThat(README.text().lines().count()).isLessThan(LONGEST);
    }

    List<String> snippets() {
        return README.blocks("java");
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void a_snippet_does_what_it_says(String code) throws Exception {
        try (var server = ScriptedServer.start();
                var loader = Snippet.compile(here(code, server), classes);
                SseClient client = SseClient.create()) {
            server.otherwise(ReadmeTest::answer);
            Snippet snippet = Snippet.of(loader);
            snippet.on(client, server.uri("/stream"));

            assertTimeoutPreemptively(Duration.ofMinutes(2), () -> {
                snippet.run();
                while (snippet.seen.size() < 2) {
                    Thread.sleep(5);
                }
            });

            assertThat(snippet.seen).hasSize(2);
            assertThat(snippet.seen.get(0)).contains("1.5");
            assertThat(snippet.seen.get(1)).contains("2.5");
            RecordedRequest first = server.requests().get(0);
            assertThat(first.lastEventId()).isEqualTo(code.contains("saved") ? "41" : "");
            if (code.contains("bearer")) {
                assertThat(first.method()).isEqualTo("POST");
                assertThat(first.headers().first("Authorization")).isEqualTo("Bearer a key");
            }
            client.close();
            assertThat(client.awaitClosed(Duration.ofMinutes(1)))
                    .as("nothing is written into the folder any more")
                    .isTrue();
        }
    }

    /** Two events, and then the end; to a POST, the two and the end marker. */
    private static Response answer(RecordedRequest request) {
        Response events = Response.stream().chunk("retry: 10\nid: 42\ndata: 1.5\n\nid: 43\ndata: 2.5\n\n");
        if (request.method().equals("POST")) {
            return events.chunk("data: [DONE]\n\n");
        }
        return request.lastEventId().equals("43") ? Response.status(204) : events;
    }

    @Test
    void every_module_is_listed() throws IOException {
        Matcher modules = Pattern.compile("<module>(.*?)</module>")
                .matcher(Files.readString(SourceTree.root().resolve("pom.xml")));
        List<String> names = modules.results()
                .map(found -> found.group(1))
                .filter(name -> !name.startsWith("tests/")) // only the build uses them
                .toList();

        String listed = README.text().substring(README.text().indexOf("\n## Modules"));
        assertThat(names)
                .isNotEmpty()
                .allSatisfy(
                        name -> assertThat(listed).containsPattern("\n\\|[^|]*`" + Pattern.quote(name) + "`[^|]*\\|"));
    }

    @Test
    void its_links_lead_somewhere() {
        assertThat(README.linked())
                .isNotEmpty()
                .allSatisfy(file -> assertThat(file).exists());
    }

    /** The code with our server in place of that in the text, and a folder of ours for its file. */
    private String here(String code, ScriptedServer server) {
        return code.replace("https://example.com/prices", server.uri("/stream").toString())
                .replace("prices.id", classes.resolve("prices.id").toString());
    }
}
