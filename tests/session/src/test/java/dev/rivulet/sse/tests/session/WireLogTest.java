package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The log of the wire, which is on while its logger is at TRACE. */
class WireLogTest {
    @RegisterExtension
    final Rig rig = new Rig();

    @RegisterExtension
    final Logged log = new Logged();

    @BeforeEach
    void on() {
        LogListeners.trace = true;
    }

    @AfterEach
    void off() {
        LogListeners.trace = false;
    }

    /** What is logged of the session of this name. Each test has its own: lines are written late, by another thread. */
    private List<String> wire(String name) {
        return log.fromAnyThread(System.Logger.Level.ALL).stream()
                .filter(line -> line.matches("(?s)" + name + ": [<>=] .*"))
                .toList();
    }

    @Test
    void what_is_sent_and_received_is_logged_in_order_one_line_each_without_secrets() {
        rig.subscribe(request -> request.name("watched")
                        .uri(URI.create("https://news.example/s?key=secret-1"))
                        .bearer("secret-2"))
                .open()
                .send("id: 1\ndata: a\n\n")
                .end();
        await().until(() -> wire("watched").size() == 7);
        assertThat(wire("watched").get(0)).isEqualTo("watched: = connecting, attempt 1");
        assertThat(wire("watched").get(1))
                .startsWith("watched: > GET https://news.example/s?… [")
                .contains("Authorization: ***");
        assertThat(wire("watched").get(2)).startsWith("watched: < http/1.1 200 [");
        assertThat(wire("watched").subList(3, 6))
                .containsExactly("watched: = open, attempt 1", "watched: < id: 1 data: a  ", "watched: < end");
        assertThat(wire("watched").get(6)).startsWith("watched: = lost: ");
        assertThat(wire("watched")).noneMatch(line -> line.contains("secret-") || line.contains("\n"));
    }

    @Test
    void of_a_long_piece_only_the_beginning_is_logged_and_its_length() {
        rig.subscribe(request -> request.name("long")).open().send("data: " + "x".repeat(10_000) + "\n\n");
        await().until(() -> wire("long").size() == 5);
        assertThat(wire("long").get(4)).hasSizeLessThan(300).endsWith("x… 10008 bytes");
    }

    @Test
    void it_is_off_where_its_logger_is_not_at_trace() {
        LogListeners.trace = false;
        rig.subscribe(request -> request.name("silent"))
                .open()
                .send("data: a\n\n")
                .end();
        rig.session.close();
        assertThat(wire("silent")).isEmpty();
    }
}
