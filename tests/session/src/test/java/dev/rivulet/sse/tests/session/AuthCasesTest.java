package dev.rivulet.sse.tests.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.policy.ReconnectPolicy;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What went wrong in other clients with credentials. */
class AuthCasesTest {
    private static final URI SECRET = URI.create("https://me:SECRET@news.example/s?access_token=SECRET&channel=a");

    @RegisterExtension
    final Rig rig = new Rig();

    @RegisterExtension
    final Logged logged = new Logged();

    @Test
    void a_token_that_ran_out_loses_neither_the_subscription_nor_its_last_id() {
        List<Failure> reported = new ArrayList<>();
        rig.subscribe(request -> request.customizer((original, attempt, id, failure) -> {
            reported.add(failure);
            return CompletableFuture.completedFuture(original.bearer("token" + attempt));
        }));
        rig.open().send("id: 1\ndata: a\n\nid: 3\ndata: c\n\n").cut().backOff();
        rig.server().head(401, Rig.headers()).end();
        assertThat(rig.server().header("Authorization")).isEqualTo("Bearer token3");
        assertThat(rig.sentId()).isEqualTo("3");
        assertThat(reported.get(2))
                .isInstanceOfSatisfying(
                        Failure.HttpError.class,
                        refused -> assertThat(refused.response().status()).isEqualTo(401));
        rig.open().send("id: 4\ndata: d\n\n").cut().backOff();

        rig.server().head(401, Rig.headers()).end();
        rig.server().head(401, Rig.headers()).end();

        rig.failed(Failure.HttpError.class);
        assertThat(rig.data()).containsExactly("a", "c", "d");
        assertThat(rig.session.lastEventId()).isEqualTo("4");
    }

    @Test
    void without_anybody_who_could_make_another_token_the_first_401_is_the_end() {
        rig.subscribe().open().send("id: 1\ndata: a\n\n").cut().backOff();
        rig.server().head(401, Rig.headers()).end();
        rig.failed(Failure.HttpError.class);
        assertThat(rig.transport.opened()).isEqualTo(2);
        assertThat(rig.session.lastEventId()).isEqualTo("1");
    }

    @Test
    void a_token_in_the_query_is_in_no_log_no_failure_and_no_text() {
        List<String> shown = new ArrayList<>();
        SseRequest request = Rig.get().uri(SECRET).lastEventId("\u0001").bearer("SECRET");
        shown.add(request.toString());
        for (Runnable ending : endings()) {
            rig.seen.states.clear();
            rig.subscribe(request.reconnect(ReconnectPolicy.defaults().maxAttempts(2)));
            ending.run();
            rig.session.close();
            for (SessionState state : rig.seen.states) {
                shown.add(state.toString());
                Failure failure = failureOf(state);
                if (failure != null) {
                    var thrown = new SseException(failure);
                    shown.addAll(List.of(failure.message(), failure.advice(), failure.toString(), thrown.toString()));
                }
            }
            shown.add(rig.session.metrics() + " " + rig.session + " " + rig.client);
        }
        shown.addAll(logged.fromAnyThread(System.Logger.Level.ALL));
        assertThat(logged.from(System.Logger.Level.WARNING)).isNotEmpty();
        assertThat(shown).hasSizeGreaterThan(60).noneMatch(text -> text.contains("SECRET"));
    }

    @ParameterizedTest
    @CsvSource({
        "user:p%3Aw, user:p:w",
        "user, user:",
        ":secret, :secret",
        "us%20er:, us er:",
        "Z%C3%BCrich:%25, Zürich:%",
        "Zürich:a:b, Zürich:a:b"
    })
    void user_information_in_the_url_is_not_dropped_but_sent_as_basic_authentication(String userInfo, String pair) {
        rig.subscribe(request -> request.uri(URI.create("https://" + userInfo + "@news.example/s?a=b@c#part")));
        assertThat(rig.request().uri()).hasToString("https://news.example/s?a=b@c");
        String sent = rig.server().header("Authorization");
        assertThat(sent).startsWith("Basic ");
        assertThat(Base64.getDecoder().decode(sent.substring(6)))
                .asString(UTF_8)
                .isEqualTo(pair);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://@news.example/s", "https://:@news.example/s"})
    void empty_user_information_is_none(String uri) {
        rig.subscribe(request -> request.uri(URI.create(uri)));
        assertThat(rig.request().uri()).hasToString("https://news.example/s");
        assertThat(rig.server().header("Authorization")).isNull();
    }

    @Test
    void user_information_in_the_url_does_not_replace_a_header_that_is_given() {
        rig.subscribe(request -> request.uri(SECRET).bearer("key"));
        assertThat(rig.request().headers().all("Authorization")).containsExactly("Bearer key");
    }

    @Test
    void user_information_in_the_url_is_for_its_own_origin_only() {
        rig.subscribe(request -> request.uri(SECRET));
        String basic = rig.server().header("Authorization");
        redirect("/there");
        assertThat(rig.server().header("Authorization")).isEqualTo(basic).startsWith("Basic ");
        redirect("https://other.example/there");
        assertThat(rig.server().header("Authorization")).isNull();
        rig.open().cut().backOff();
        assertThat(rig.server().header("Authorization")).isEqualTo(basic);
    }

    @Test
    void user_information_in_a_location_is_sent_to_where_it_leads() {
        rig.subscribe();
        redirect("https://user:p%3Aw@other.example/there");
        assertThat(rig.request().uri()).hasToString("https://other.example/there");
        assertThat(rig.server().header("Authorization")).isEqualTo("Basic dXNlcjpwOnc=");
    }

    private static Failure failureOf(SessionState state) {
        return state instanceof SessionState.BackingOff off
                ? off.failure()
                : state instanceof SessionState.Closed closed ? closed.failure() : null;
    }

    private List<Runnable> endings() {
        return List.of(
                () -> rig.open().send("data: a\n\n").end(),
                () -> rig.open().cut(),
                () -> rig.server().failed(Phase.CONNECT, new IOException("refused")),
                () -> rig.server().failed(Phase.TLS, new SSLException("no such protocol")),
                () -> rig.server().failed(Phase.PROXY, new IOException("no way through")),
                () -> rig.open().server().failed(Phase.BODY, new ProtocolException("bad chunk")),
                () -> rig.server().head(407, Rig.headers()).end(),
                () -> rig.server().head(204, Rig.headers()),
                () -> rig.server()
                        .head(200, Rig.headers("Content-Type", "text/html"))
                        .end(),
                () -> rig.open().server().end(),
                () -> rig.server()
                        .head(403, Rig.headers("Set-Cookie", "k=SECRET"))
                        .end(),
                () -> rig.server().head(404, Rig.headers()).end(),
                () -> rig.server()
                        .head(503, Rig.headers("Retry-After", "100000"))
                        .end(),
                () -> redirect("/there?access_token=SECRET").open().cut(),
                () -> redirect("https://other.example/there?access_token=SECRET")
                        .server()
                        .head(500, Rig.headers())
                        .end(),
                () -> redirect("ftp://other.example/there?access_token=SECRET"),
                () -> redirect("http://[SECRET"),
                () -> rig.server()
                        .head(200, Rig.headers("Content-Type", "text/event-stream", "Content-Encoding", "br")),
                () -> rig.time.advance(Duration.ofMinutes(3)),
                () -> rig.open().time.advance(Duration.ofMinutes(6)),
                () -> {
                    rig.seen.onEvent = event -> {
                        throw new IllegalStateException("the handler's own");
                    };
                    rig.open().send("data: a\n\n");
                });
    }

    private Rig redirect(String location) {
        rig.server().head(302, Rig.headers("Location", location)).end();
        return rig;
    }
}
