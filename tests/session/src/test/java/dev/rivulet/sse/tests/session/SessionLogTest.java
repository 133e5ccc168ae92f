package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.LastEventIdStore;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.policy.ReconnectPolicy;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A session logs its life, also where its subscriber is a lambda that looks at nothing but events. */
class SessionLogTest {
    @RegisterExtension
    final Rig rig = new Rig();

    @RegisterExtension
    final Logged logged = new Logged();

    @Test
    void a_lambda_subscriber_of_a_404_finds_it_in_the_log() {
        lambda(Rig.get());
        rig.server().head(404, Headers.none().add("Content-Length", "0")).end();
        assertThat(logged.from(Level.INFO))
                .containsExactly("GET https://news.example/stream: ended: The server answered 404 at"
                        + " https://news.example/stream. (attempt 1, 0 events on this connection, 0 in all) Read the"
                        + " response's headers and body in this failure.");
    }

    @Test
    void a_lambda_subscriber_that_throws_is_logged_with_what_it_threw() {
        rig.session = rig.client.subscribe(Rig.get().name("prices"), event -> {
            throw new IllegalStateException("no such price");
        });
        rig.open().send("data: a\n\n");
        assertThat(logged.from(Level.INFO))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith(
                                "prices: ended: The subscriber threw java.lang.IllegalStateException: no such price."
                                        + " (attempt 1, 1 event on this connection, 1 in all) Fix it,")
                        .endsWith("\njava.lang.IllegalStateException: no such price"));
    }

    @Test
    void a_policy_that_is_exhausted_is_logged_with_each_loss_before() {
        lambda(Rig.get().name("prices").reconnect(ReconnectPolicy.defaults().maxAttempts(2)));
        rig.server().failed(Phase.CONNECT, new ConnectException("refused"));
        rig.backOff().server().failed(Phase.CONNECT, new ConnectException("refused"));
        assertThat(logged.from(Level.INFO))
                .extracting(line -> line.replaceAll("\\n.*", ""))
                .containsExactly(
                        "prices: lost: The connection could not be made: java.net.ConnectException: refused. (attempt 1, 0"
                                + " events on this connection, 0 in all) Next attempt in 0 ms.",
                        "prices: ended: The connection could not be made: java.net.ConnectException: refused. (attempt 2, 0"
                                + " events on this connection, 0 in all) Not retried: as many attempts have failed in a row as"
                                + " ReconnectPolicy.maxAttempts allows. Check that the server is listening and that no"
                                + " firewall blocks it.");
    }

    @Test
    void a_loss_and_the_resumption_after_it_are_infos_and_the_rest_is_for_debugging() {
        lambda(Rig.get().name("prices"));
        rig.open().send("id: 1\ndata: a\n\n");
        rig.reopen();
        rig.session.close();
        assertThat(logged.from(Level.INFO))
                .containsExactly(
                        "prices: lost: The connection was lost in the middle of the stream: java.io.IOException: connection reset. (attempt 1, 1"
                                + " event on this connection, 1 in all) Next attempt in 0 ms.",
                        "prices: open again after 0 ms (http/1.1, attempt 2, resumes after the last event ID)");
        assertThat(logged.from(Level.DEBUG))
                .contains(
                        "prices: open (http/1.1, attempt 1)",
                        "prices: The session ended normally: CLOSED (attempt 2, 0 events on this connection, 1 in all).");
        assertThat(logged.from(Level.WARNING)).isEmpty();
    }

    @Test
    void from_the_fifth_loss_in_a_row_on_each_is_a_warning_with_advice() {
        lambda(Rig.get().name("prices"));
        for (int i = 1; i <= 6; i++) {
            rig.server().failed(Phase.CONNECT, new ConnectException("refused"));
            assertThat(logged.from(Level.WARNING)).hasSize(Math.max(0, i - 4));
            rig.backOff();
        }
        assertThat(logged.from(Level.WARNING).get(0)).contains("loss 5 in a row. Check that the server is listening");
    }

    @Test
    void losses_are_counted_anew_after_a_connection_that_brought_something_new() {
        lambda(Rig.get());
        for (int i = 1; i <= 8; i++) {
            rig.open().send("id: " + i + "\ndata: a\n\n").cut().backOff();
        }
        assertThat(logged.from(Level.WARNING)).isEmpty();
    }

    @Test
    void no_line_has_a_secret_or_more_than_one_line() {
        URI uri = URI.create("https://user:hunter2@news.example/stream?key=hunter2");
        lambda(Rig.get().uri(uri).secretHeader("X-Mine", "hunter2").bearer("hunter2"));
        rig.server().failed(Phase.HEAD, new IOException("line one\nline two\r\nprices: ended"));
        rig.backOff();
        rig.server().head(403, Headers.none().add("Set-Cookie", "a=hunter2")).end();
        List<String> lines = logged.from(Level.ALL);
        assertThat(lines).hasSizeGreaterThan(1).noneMatch(line -> line.contains("hunter2"));
        assertThat(lines.get(0)).doesNotContain("\n", "\r").contains("line one line two  prices: ended");
    }

    private void lambda(SseRequest request) {
        rig.session = rig.client.subscribe(request, event -> {});
    }

    @Test
    void a_failure_that_would_be_retried_says_why_it_is_not() {
        lambda(Rig.get().name("never").reconnect(ReconnectPolicy.never()));
        rig.cut();
        lambda(Rig.post().name("post"));
        rig.open().cut();
        lambda(Rig.get()
                .name("late")
                .reconnect(ReconnectPolicy.defaults()
                        .maxElapsed(Duration.ofMillis(1))
                        .initialDelay(Duration.ofHours(1))));
        rig.dice.load(1);
        rig.cut();
        assertThat(logged.from(Level.WARNING))
                .satisfiesExactly(
                        line -> assertThat(line).contains("Not retried: ReconnectPolicy.mode does not allow it."),
                        line -> assertThat(line)
                                .contains("Not retried: the server may have processed the request, and"
                                        + " SseRequest.repeatable is not set."),
                        line -> assertThat(line)
                                .contains(
                                        "Not retried: ReconnectPolicy.maxElapsed has passed since the stream was lost."));
    }

    @Test
    void a_publisher_that_saves_ids_without_acknowledgement_says_when_it_does() {
        LastEventIdStore store = LastEventIdStore.inMemory();
        rig.client.publisher(Rig.get().lastEventIdStore(store));
        rig.client.publisher(
                Rig.get().lastEventIdStore(store).delivery(Delivery.inline().manualAcknowledgement()));
        assertThat(logged.from(Level.INFO)).singleElement().asString().contains("manualAcknowledgement()");
    }
}
