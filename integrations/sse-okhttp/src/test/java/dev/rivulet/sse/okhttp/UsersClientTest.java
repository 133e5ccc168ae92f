package dev.rivulet.sse.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.spi.Feature;
import dev.rivulet.sse.testkit.RecordedRequest;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.tests.support.Recording;
import java.io.IOException;
import java.net.UnknownServiceException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.Cookie;
import okhttp3.CookieJar;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the application has set up in its client holds for streams too, and the client stays as it was. */
@Timeout(600)
class UsersClientTest {
    private static final Interceptor ADDS_A_TOKEN = chain -> chain.proceed(
            chain.request().newBuilder().header("Authorization", "Bearer mine").build());

    @Test
    void interceptors_run_and_those_of_the_network_see_what_is_really_sent_and_came() {
        List<Request> sent = new CopyOnWriteArrayList<>();
        List<Integer> came = new CopyOnWriteArrayList<>();
        var client = new OkHttpClient.Builder()
                .addInterceptor(ADDS_A_TOKEN)
                .addInterceptor(chain -> noting(came, chain))
                .addNetworkInterceptor(chain -> {
                    sent.add(chain.request());
                    return noting(came, chain);
                })
                .build();
        try (var setup = Setup.over(
                client, Response.status(503).header("Retry-After", "0").chunk("later"))) {
            setup.get().readBody();
            RecordedRequest request = setup.server.awaitRequest(1);
            assertThat(request.headers().first("Authorization")).isEqualTo("Bearer mine");
            assertThat(sent).singleElement().satisfies(seen -> {
                assertThat(seen.header("Authorization")).isEqualTo("Bearer mine");
                assertThat(seen.header("Accept-Encoding")).isNull();
                assertThat(seen.header("Connection")).isEqualTo("close");
            });
            assertThat(came).containsExactly(503, 503);
        }
    }

    private static okhttp3.Response noting(List<Integer> statuses, Interceptor.Chain chain) throws IOException {
        okhttp3.Response response = chain.proceed(chain.request());
        statuses.add(response.code());
        return response;
    }

    @Test
    void an_interceptor_may_change_the_head_answer_itself_and_try_again() {
        var client = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    chain.proceed(chain.request()).close();
                    return chain.proceed(chain.request())
                            .newBuilder()
                            .header("X-Seen", "twice")
                            .build();
                })
                .build();
        try (var setup = Setup.over(
                client,
                Response.status(503).header("Retry-After", "0"),
                Response.stream().chunk("a"))) {
            Recording recording = setup.get();
            assertThat(recording.readBody()).isEqualTo("a");
            assertThat(recording.awaitHead().status()).isEqualTo(200);
            assertThat(recording.awaitHead().headers().first("X-Seen")).isEqualTo("twice");
        }
    }

    @Test
    void an_answer_of_an_interceptor_is_a_response() {
        var client = new OkHttpClient.Builder()
                .addInterceptor(chain -> new okhttp3.Response.Builder()
                        .request(chain.request())
                        .protocol(Protocol.HTTP_1_1)
                        .code(200)
                        .message("OK")
                        .body(ResponseBody.create("data: made up\n\n", MediaType.get("text/event-stream")))
                        .build())
                .build();
        try (var setup = Setup.over(client)) {
            assertThat(setup.get().readBody()).isEqualTo("data: made up\n\n");
            assertThat(setup.server.requests()).isEmpty();
        }
    }

    @Test
    void what_an_interceptor_throws_before_it_sends_anything_fails_before_anything_was_sent() {
        var thrown = new IOException("no token");
        var client = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    throw thrown;
                })
                .build();
        try (var setup = Setup.over(client)) {
            assertThat(setup.get().awaitFailed(Phase.RESOLVE)).isSameAs(thrown);
            assertThat(setup.server.connections()).isZero();
        }
    }

    @Test
    void what_an_interceptor_throws_about_a_response_that_it_leaves_open_ends_the_connection() {
        var thrown = new IOException("not wanted");
        var client = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    chain.proceed(chain.request());
                    throw thrown;
                })
                .build();
        try (var setup = Setup.over(client, Response.stream().chunk("a").hang())) {
            assertThat(setup.get().awaitFailed(Phase.HEAD)).isSameAs(thrown);
            setup.server.awaitDisconnect(1);
        }
    }

    @Test
    void an_authenticator_answers_a_401() {
        var client = new OkHttpClient.Builder()
                .authenticator((route, refused) -> refused.request()
                        .newBuilder()
                        .header("Authorization", "Bearer new")
                        .build())
                .build();
        try (var setup =
                Setup.over(client, Response.status(401), Response.stream().chunk("a"))) {
            assertThat(setup.post(new byte[] {1, 2}).readBody()).isEqualTo("a");
            RecordedRequest second = setup.server.awaitRequest(2);
            assertThat(second.headers().all("Authorization")).containsExactly("Bearer new");
            assertThat(second.headers().first("Accept-Encoding")).isNull();
            assertThat(second.body()).containsExactly(1, 2);
        }
    }

    @Test
    void cookies_are_kept() {
        List<Cookie> kept = new CopyOnWriteArrayList<>();
        var client = new OkHttpClient.Builder()
                .cookieJar(new CookieJar() {
                    @Override
                    public void saveFromResponse(HttpUrl url, List<Cookie> cookies) {
                        kept.addAll(cookies);
                    }

                    @Override
                    public List<Cookie> loadForRequest(HttpUrl url) {
                        return new ArrayList<>(kept);
                    }
                })
                .build();
        try (var setup =
                Setup.over(client, Response.status(204).header("Set-Cookie", "a=b; Path=/"), Response.status(204))) {
            setup.get().awaitEnd();
            setup.get().awaitEnd();
            assertThat(setup.server.awaitRequest(2).headers().first("Cookie")).isEqualTo("a=b");
        }
    }

    @Test
    void its_time_outs_end_no_stream() throws Exception {
        var client = new OkHttpClient.Builder()
                .readTimeout(20, TimeUnit.MILLISECONDS)
                .writeTimeout(20, TimeUnit.MILLISECONDS)
                .callTimeout(100, TimeUnit.MILLISECONDS)
                .addInterceptor(chain ->
                        chain.withReadTimeout(20, TimeUnit.MILLISECONDS).proceed(chain.request()))
                .build();
        var quiet = new dev.rivulet.sse.testkit.Gate();
        try (var setup = Setup.over(
                client, Response.stream().chunk("a").await(quiet).chunk("b").hang())) {
            Recording recording = setup.get();
            recording.readBytes(1);
            recording.read();
            recording.assertSilent();
            recording.assertSilent();
            quiet.open();
            recording.awaitBurst(2);
            assertThat(recording.body()).isEqualTo("ab");
        }
    }

    @Test
    void a_client_that_forbids_plain_text_fails_for_good() {
        var client = new OkHttpClient.Builder()
                .connectionSpecs(List.of(ConnectionSpec.MODERN_TLS))
                .build();
        try (var setup = Setup.over(client)) {
            assertThat(setup.get().awaitFailed(Phase.SEND))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasCauseInstanceOf(UnknownServiceException.class);
            assertThat(setup.server.connections()).isZero();
        }
    }

    @Test
    void when_the_application_cancels_all_calls_the_stream_fails() {
        var client = new OkHttpClient();
        List<Call> started = new CopyOnWriteArrayList<>();
        var listening = client.newBuilder()
                .eventListener(new EventListener() {
                    @Override
                    public void callStart(Call call) {
                        started.add(call);
                    }
                })
                .build();
        try (var setup = Setup.over(listening, Response.stream().chunk("a").hang())) {
            Recording recording = setup.get();
            recording.readBytes(1);
            recording.read();
            started.forEach(Call::cancel);
            recording.awaitFailed(Phase.BODY);
        }
    }

    @Test
    void it_is_neither_changed_nor_closed() throws IOException {
        var pool = new ConnectionPool();
        var client = new OkHttpClient.Builder()
                .connectionPool(pool)
                .addInterceptor(ADDS_A_TOKEN)
                .build();
        var before = List.copyOf(client.interceptors());
        var setup = Setup.over(client);
        try (setup.server) {
            setup.server.otherwise(Response.status(200).chunk("a").keepAlive());
            ask(client, setup);
            assertThat(pool.idleConnectionCount()).isOne();
            setup.get().readBody();
            setup.transport.close();
            assertThat(pool.idleConnectionCount()).isOne();
            ask(client, setup);
            assertThat(setup.server.requests().stream().map(RecordedRequest::connection))
                    .containsExactly(1, 2, 1);
            assertThat(client.dispatcher().executorService().isShutdown()).isFalse();
            assertThat(client.interceptors()).isEqualTo(before);
            assertThat(client.networkInterceptors()).isEmpty();
        }
    }

    private static void ask(OkHttpClient client, Setup setup) throws IOException {
        var request =
                new Request.Builder().url(setup.server.uri("/ask").toString()).build();
        try (okhttp3.Response response = client.newCall(request).execute()) {
            assertThat(response.body().string()).isEqualTo("a");
        }
    }

    @Test
    void its_protocols_are_declared() {
        var client = new OkHttpClient.Builder();
        try (var transport = OkHttpTransport.of(client.build())) {
            assertThat(transport.features().protocols()).containsExactlyInAnyOrder("http/1.1", "h2");
            assertThat(transport.features().has(Feature.PING)).isTrue();
            assertThat(transport.features().has(Feature.PROXY_AUTHENTICATION)).isFalse();
        }
        client.protocols(List.of(Protocol.HTTP_1_1));
        try (var transport = OkHttpTransport.of(client.build())) {
            assertThat(transport.features().protocols()).containsExactly("http/1.1");
            assertThat(transport.features().has(Feature.GOAWAY)).isFalse();
            assertThat(transport.features().has(Feature.PING)).isFalse();
        }
    }

    @Test
    void connections_are_probed_as_it_says_and_else_each_30_seconds() {
        assertThat(StreamingClients.over(new OkHttpClient()).pingIntervalMillis())
                .isEqualTo(30_000);
        var client =
                new OkHttpClient.Builder().pingInterval(7, TimeUnit.SECONDS).build();
        assertThat(StreamingClients.over(client).pingIntervalMillis()).isEqualTo(7_000);
    }
}
