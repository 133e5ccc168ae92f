package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.policy.ReconnectPolicy;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which faults are retried, and which requests may be sent twice. */
class RepeatTest {
    @RegisterExtension
    final Rig rig = new Rig();

    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"RESOLVE", "CONNECT", "SEND", "HEAD", "BODY"})
    void a_get_is_repeated_wherever_the_connection_broke(Phase phase) {
        rig.subscribe();
        if (phase == Phase.BODY) {
            rig.open();
        }
        rig.server().failed(phase, new IOException("broken"));
        assertThat(rig.retrying(Failure.ConnectionFailed.class).phase()).isEqualTo(phase);
        rig.backOff().open().send("data: a\n\n");
        assertThat(rig.data()).containsExactly("a");
    }

    @Test
    void a_proxy_that_cannot_be_reached_is_tried_again() {
        rig.subscribe().server().failed(Phase.PROXY, new IOException("broken"));
        assertThat(rig.retrying(Failure.ProxyFailed.class).status()).isZero();
    }

    @Test
    void what_a_transport_knows_better_is_what_the_user_sees() {
        var reported = new Failure.LimitExceeded("Limits.headBytes", 4096);
        rig.subscribe().server().failed(Phase.HEAD, new SseException(reported));
        assertThat(rig.failed(Failure.LimitExceeded.class)).isSameAs(reported);
    }

    @Test
    void a_server_that_breaks_the_protocol_is_named_so_and_tried_again() {
        rig.subscribe().open().send("data: a\n\n");
        rig.server().failed(Phase.BODY, new ProtocolException("chunk size expected"));
        assertThat(rig.retrying(Failure.ProtocolError.class).message()).contains("chunk size expected");
        assertThat(rig.data()).containsExactly("a");
    }

    @Test
    void a_wrong_certificate_is_fatal() {
        var cause = new SSLHandshakeException("PKIX path building failed");
        cause.initCause(new CertificateException("no trust"));
        rig.subscribe().server().failed(Phase.TLS, cause);
        assertThat(rig.failed(Failure.TlsFailed.class).cause()).isSameAs(cause);
    }

    @Test
    void a_protocol_fault_of_tls_is_fatal() {
        rig.subscribe().server().failed(Phase.TLS, new SSLException("Unsupported or unrecognized SSL message"));
        rig.failed(Failure.TlsFailed.class);
    }

    @Test
    void a_handshake_that_was_cut_is_retried() {
        rig.subscribe();
        for (IOException cause : new IOException[] {
            new EOFException("SSL peer shut down incorrectly"),
            new SocketException("Connection reset"),
            new SSLHandshakeException("Remote host terminated the handshake") {
                @Override
                public synchronized Throwable getCause() {
                    return new EOFException("SSL peer shut down incorrectly");
                }
            }
        }) {
            rig.server().failed(Phase.TLS, cause);
            rig.retrying(Failure.TlsFailed.class);
            rig.backOff();
        }
    }

    @Test
    void an_unknown_host_is_looked_up_again() {
        rig.subscribe().server().failed(Phase.RESOLVE, new UnknownHostException("news.example"));
        rig.backOff().open();
    }

    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"SEND", "HEAD", "BODY"})
    void a_post_is_not_repeated_once_a_byte_may_have_left(Phase phase) {
        rig.subscribe(Rig.post());
        if (phase == Phase.BODY) {
            rig.open().send("data: a\n\n");
        }
        rig.server().failed(phase, new IOException("broken"));
        assertThat(rig.failed(Failure.ConnectionFailed.class).phase()).isEqualTo(phase);
    }

    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"RESOLVE", "CONNECT"})
    void a_post_is_repeated_where_no_byte_has_left(Phase phase) {
        rig.subscribe(Rig.post()).server().failed(phase, new ConnectException("refused"));
        rig.backOff();
        assertThat(rig.request().method()).isEqualTo("POST");
        assertThat(rig.request().body()).isEqualTo("{}".getBytes());
    }

    @Test
    void what_the_server_did_not_process_is_repeated_at_once_also_a_post() {
        rig.subscribe(Rig.post()).server().failed(Phase.HEAD, notProcessed());
        assertThat(rig.retrying(Failure.RequestNotProcessed.class).cause()).hasMessage("REFUSED_STREAM");
        assertThat(rig.delay()).isEqualTo(Duration.ZERO);
        rig.backOff();
        assertThat(rig.request().method()).isEqualTo("POST");
    }

    @Test
    void a_server_that_never_processes_anything_is_asked_at_longer_and_longer_intervals() {
        rig.dice.load(1);
        rig.subscribe(Rig.post());
        for (int attempt = 0; attempt < 6; attempt++) {
            rig.server().failed(Phase.HEAD, notProcessed());
            assertThat(rig.delay().isZero()).isEqualTo(attempt == 0);
            rig.backOff();
        }
    }

    private static SseException notProcessed() {
        return new SseException(new Failure.RequestNotProcessed(new IOException("REFUSED_STREAM")));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503, 529})
    void a_post_is_repeated_where_the_server_is_busy_and_says_when_to_come_back(int status) {
        rig.subscribe(Rig.post())
                .server()
                .head(status, Rig.headers("Retry-After", "3"))
                .end();
        assertThat(rig.delay()).isEqualTo(Duration.ofSeconds(3));
        rig.backOff();
        assertThat(rig.request().method()).isEqualTo("POST");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503, 529})
    void a_post_is_repeated_where_the_server_is_busy_and_says_nothing(int status) {
        rig.dice.load(1);
        rig.subscribe(Rig.post().endMarker("[DONE]"));
        rig.server()
                .head(status, Rig.headers("x-should-retry", "true"))
                .bytes("{}")
                .end();
        assertThat(rig.delay()).isEqualTo(Duration.ofSeconds(1));
        rig.backOff().open().send("data: answer\n\ndata: [DONE]\n\n");
        rig.ended(SessionState.Closed.Reason.END_MARKER);
        assertThat(rig.data()).containsExactly("answer");
    }

    @Test
    void a_post_that_is_refused_for_ever_is_sent_five_times() {
        rig.subscribe(Rig.post());
        for (int i = 0; i < 4; i++) {
            rig.server().head(429, Rig.headers("Retry-After", "1")).end();
            rig.backOff();
        }
        rig.server().head(429, Rig.headers()).bytes("insufficient_quota").end();
        var failure = rig.failed(Failure.HttpError.class);
        assertThat(failure.response().body()).isEqualTo("insufficient_quota");
        assertThat(failure.advice()).contains("ReconnectPolicy.maxAttempts");
        assertThat(rig.transport.opened()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 9})
    void a_post_that_is_refused_for_ever_is_sent_as_often_as_the_policy_says(int attempts) {
        rig.subscribe(Rig.post().reconnect(ReconnectPolicy.defaults().maxAttempts(attempts)));
        for (int i = 1; i < attempts; i++) {
            rig.server().head(503, Rig.headers()).end();
            rig.backOff();
        }
        rig.server().head(503, Rig.headers()).end();
        rig.failed(Failure.HttpError.class);
    }

    @Test
    void a_get_that_is_refused_is_sent_without_a_bound() {
        rig.subscribe();
        for (int i = 0; i < 20; i++) {
            rig.server().head(503, Rig.headers()).end();
            rig.backOff();
        }
    }

    @Test
    void the_failure_of_a_post_that_is_not_repeated_says_what_would_repeat_it() {
        rig.subscribe(Rig.post());
        rig.server().head(500, Rig.headers()).end();
        rig.failed(Failure.HttpError.class);
        assertThat(rig.closed().message()).contains("SseRequest.repeatable");
        rig.seen.states.clear();
        rig.subscribe(Rig.post()).server().failed(Phase.HEAD, new IOException("reset"));
        rig.failed(Failure.ConnectionFailed.class);
        assertThat(rig.closed().message()).contains("SseRequest.repeatable");
        rig.seen.states.clear();
        rig.subscribe(Rig.post());
        rig.time.advance(Duration.ofMinutes(2));
        rig.failed(Failure.TimedOut.class);
        assertThat(rig.closed().message()).contains("SseRequest.repeatable");
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 500, 502, 504})
    void a_post_is_not_repeated_after_other_statuses_whatever_they_say(int status) {
        rig.subscribe(Rig.post())
                .server()
                .head(status, Rig.headers("Retry-After", "3"))
                .end();
        rig.failed(Failure.HttpError.class);
    }

    @Test
    void a_post_that_timed_out_is_not_repeated() {
        rig.subscribe(Rig.post());
        rig.time.advance(Duration.ofMinutes(2));
        rig.failed(Failure.TimedOut.class);
    }

    @Test
    void a_post_whose_answer_ended_cleanly_is_complete() {
        rig.subscribe(Rig.post()).open().send("data: a\n\n").end();
        rig.ended(SessionState.Closed.Reason.SERVER_ENDED);
        assertThat(rig.data()).containsExactly("a");
    }

    @Test
    void a_post_that_the_user_calls_repeatable_is_repeated_with_its_body() {
        rig.subscribe(Rig.post().repeatable(true)).open().send("id: 1\ndata: a\n\n");
        rig.cut().backOff();
        assertThat(rig.request().method()).isEqualTo("POST");
        assertThat(rig.request().body()).isEqualTo("{}".getBytes());
        assertThat(rig.sentId()).isEqualTo("1");
        rig.open().end().backOff();
        rig.server().head(500, Rig.headers()).end();
        rig.backOff();
    }

    @Test
    void a_customizer_may_follow_a_post_by_a_get() {
        rig.subscribe(Rig.post()
                        .customizer((original, attempt, id, failure) -> CompletableFuture.completedFuture(
                                attempt == 1 ? original : original.method("GET").body(null))))
                .open()
                .send("id: 1\ndata: a\n\n");
        rig.cut().backOff();
        assertThat(rig.request().method()).isEqualTo("GET");
        assertThat(rig.request().body()).isNull();
        assertThat(rig.sentId()).isEqualTo("1");
        rig.open().send("id: 2\ndata: b\n\n").cut().backOff();
        assertThat(rig.sentId()).isEqualTo("2");
    }

    @Test
    void a_customizer_that_makes_the_same_post_again_does_not_make_it_repeatable() {
        rig.subscribe(Rig.post()
                        .customizer((original, attempt, id, failure) -> CompletableFuture.completedFuture(original)))
                .open()
                .send("data: a\n\n")
                .cut();
        rig.time.advance(Duration.ofMinutes(1));
        assertThat(rig.failed(Failure.ConnectionFailed.class).phase()).isEqualTo(Phase.BODY);
        assertThat(rig.transport.opened()).isEqualTo(1);
    }

    @Test
    void a_customizer_that_would_repeat_a_post_whose_answer_ended_cleanly_completes() {
        rig.subscribe(Rig.post()
                        .customizer((original, attempt, id, failure) -> CompletableFuture.completedFuture(original)))
                .open()
                .send("data: a\n\n")
                .end();
        rig.time.advance(Duration.ofMinutes(1));
        rig.ended(SessionState.Closed.Reason.SERVER_ENDED);
    }

    @Test
    void a_post_that_is_refused_again_and_again_says_that_it_is_our_bound() {
        rig.subscribe(Rig.post());
        for (int i = 1; i < 5; i++) {
            rig.server().head(503, Rig.headers()).end();
            rig.backOff();
        }
        rig.server().head(503, Rig.headers()).end();
        rig.failed(Failure.HttpError.class);
        assertThat(rig.closed().notRetried()).isEqualTo(dev.rivulet.sse.SessionState.Closed.NotRetried.REFUSED);
    }
}
