package dev.rivulet.examples.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.examples.mcp.mock.Connections;
import dev.rivulet.examples.mcp.mock.MockMcpServer;
import dev.rivulet.examples.mcp.mock.Visit;
import dev.rivulet.sse.ClientObserver;
import dev.rivulet.sse.SessionObserver;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The client gets the whole answer of the mock's tool, whatever becomes of its connections. */
@Timeout(240)
class McpClientTest {
    private static final int LAST = 10;
    private static final long RETRY_MILLIS = 300;

    private final List<Integer> progress = new ArrayList<>();
    private MockMcpServer server;
    private SseClient client;
    private McpClient mcp;

    @BeforeEach
    void connect() throws Exception {
        server = MockMcpServer.start(0, Duration.ofMillis(20));
        client = SseClient.create();
        mcp = McpClient.connect(client, server.uri());
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void nothing_is_lost_or_doubled(Connections connections) {
        assertThat(count(mcp, connections).at("/content/0/text").asString("")).isEqualTo("counted to " + LAST);

        assertThat(progress)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, LAST).boxed().toList());
    }

    @Test
    void a_stream_that_is_cut_is_resumed_after_its_last_whole_event() {
        count(mcp, Connections.CUT);

        // Eleven events after the one without data, of which a connection brings four, and a half one.
        List<Visit> calls = calls(server);
        assertThat(calls).extracting(Visit::method).containsExactly("POST", "GET", "GET");
        assertThat(calls).extracting(Visit::lastEventId).containsExactly("", "s1-3", "s1-7");
    }

    @Test
    void the_client_polls_as_slowly_as_the_server_asks() throws Exception {
        // Its tool is so slow that the first connection cannot bring the whole answer.
        try (MockMcpServer slow = MockMcpServer.start(0, Duration.ofMillis(100));
                McpClient other = McpClient.connect(client, slow.uri())) {
            count(other, Connections.POLL);

            List<Visit> calls = calls(slow);
            assertThat(calls).hasSizeGreaterThanOrEqualTo(2);
            assertThat(calls.get(1).lastEventId()).startsWith("s1-");
            for (int each = 1; each < calls.size(); each++) {
                long between = calls.get(each).nanos() - calls.get(each - 1).nanos();
                assertThat(TimeUnit.NANOSECONDS.toMillis(between)).isGreaterThanOrEqualTo(RETRY_MILLIS);
            }
        }
    }

    @Test
    @Tag("full")
    @EnabledIfSystemProperty(named = "rivulet.tests", matches = "full|rest", disabledReason = "left to -Pfull")
    void polls_that_bring_nothing_new_do_not_become_rarer_and_rarer() throws Exception {
        List<Duration> delays = new CopyOnWriteArrayList<>();
        ClientObserver ofCalls = (session, request) -> "tools/call".equals(request.name()) ? delaysTo(delays) : null;
        try (MockMcpServer slow = MockMcpServer.start(0, Duration.ofSeconds(8));
                SseClient observed = SseClient.builder().observer(ofCalls).build();
                McpClient other = McpClient.connect(observed, slow.uri())) {
            ObjectNode arguments =
                    JsonMapper.shared().createObjectNode().put("to", 1).put("connections", Connections.POLL.name());
            other.call("count", arguments, message -> {});

            Duration least = Duration.ofMillis(RETRY_MILLIS);
            Duration most = least.plusSeconds(1);
            assertThat(delays)
                    .isNotEmpty()
                    .allSatisfy(delay -> assertThat(delay).isBetween(least, most));
        }
    }

    private static SessionObserver delaysTo(List<Duration> delays) {
        return new SessionObserver() {
            @Override
            public void state(SessionState state) {
                if (state instanceof SessionState.BackingOff waiting) {
                    delays.add(waiting.delay());
                }
            }
        };
    }

    @Test
    void each_request_names_the_session_and_the_version() {
        count(mcp, Connections.CUT);
        mcp.close();

        List<Visit> visits = visits(server);
        assertThat(visits.get(0).rpcMethod()).isEqualTo("initialize");
        assertThat(visits.get(0).sessionId()).isEmpty();
        assertThat(visits.get(visits.size() - 1).method()).isEqualTo("DELETE");
        assertThat(visits.subList(1, visits.size()))
                .allSatisfy(visit -> {
                    assertThat(visit.sessionId()).isEqualTo(mcp.sessionId()).isNotEmpty();
                    assertThat(visit.protocolVersion()).isEqualTo("2025-11-25");
                })
                .first()
                .extracting(Visit::rpcMethod)
                .isEqualTo("notifications/initialized");
    }

    @Test
    void an_answer_in_json_is_an_answer_too() {
        assertThat(mcp.tools().at("/0/name").asString("")).isEqualTo("count");
    }

    @Test
    void a_session_that_the_server_has_forgotten_is_reported() {
        server.forgetSessions();

        assertThatThrownBy(() -> count(mcp, Connections.WHOLE))
                .isInstanceOf(McpException.class)
                .hasMessageContaining("404");
        assertThat(calls(server)).hasSize(1);
    }

    private JsonNode count(McpClient by, Connections connections) {
        ObjectNode arguments =
                JsonMapper.shared().createObjectNode().put("to", LAST).put("connections", connections.name());
        return by.call(
                "count",
                arguments,
                message -> progress.add(message.at("/params/progress").asInt()));
    }

    /** The requests after those that begin the session. */
    private static List<Visit> calls(MockMcpServer of) {
        return visits(of).stream()
                .filter(visit ->
                        visit.rpcMethod().equals("tools/call") || visit.method().equals("GET"))
                .toList();
    }

    /** All until the answer has come: of a caller that is slow to end its stream, that may be resumed once more. */
    private static List<Visit> visits(MockMcpServer of) {
        return of.visits().stream()
                .filter(visit -> !visit.lastEventId().equals("s1-" + (LAST + 1)))
                .toList();
    }
}
