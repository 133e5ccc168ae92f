package dev.rivulet.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rivulet.sse.SessionState.BackingOff;
import dev.rivulet.sse.SessionState.Closed;
import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.Redacted;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportRequest;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Secrets of a request and of its response are in no text that the library makes of them, whatever the value. */
class SecretsTest {
    private static final String SECRET = "hunter2";
    private static final URI URL = URI.create("https://user:hunter2@host:8443/path?key=hunter2#hunter2");

    private static final SseRequest REQUEST = SseRequest.post(URL, "{\"key\":\"hunter2\"}")
            .bearer(SECRET)
            .header("Cookie", "session=hunter2")
            .header("X-Amz-Security-Token", SECRET)
            .secretHeader("X-Ours", SECRET)
            .header("Referer", "https://host/?key=hunter2");

    private static final Headers RESPONSE_HEADERS = Headers.none()
            .add("Set-Cookie", "session=hunter2")
            .add("Location", "https://user:hunter2@host/again?key=hunter2")
            .add("Content-Type", "text/event-stream");

    private static final Failure.Response RESPONSE = new Failure.Response(403, RESPONSE_HEADERS, "body hunter2", URL);

    static Stream<Object> everythingThatIsPrinted() {
        List<Failure> failures = Arrays.stream(Failure.class.getPermittedSubclasses())
                .map(SecretsTest::made)
                .map(Failure.class::cast)
                .toList();
        Stream<Object> states =
                Arrays.stream(SessionState.class.getPermittedSubclasses()).map(SecretsTest::made);
        Stream<Object> ofFailures = failures.stream()
                .flatMap(failure -> Stream.of(
                        failure,
                        failure.message(),
                        failure.advice(),
                        new SseException(failure),
                        new BackingOff(failure, Duration.ZERO, new SessionState.Progress(1, 0, 0)),
                        new Closed(Closed.Reason.FAILED, failure, new SessionState.Progress(1, 0, 0), null)));
        return Stream.of(states, ofFailures, requests()).flatMap(each -> each);
    }

    private static Stream<Object> requests() {
        var toSend = new TransportRequest(
                REQUEST.method(), URL, REQUEST.headers(), REQUEST.body(), Duration.ofSeconds(1), 65_536);
        return Stream.of(
                REQUEST,
                REQUEST.headers(),
                REQUEST.header("X-Other", "1").headers(),
                REQUEST.header("x-OURS", "hunter2 again").headers(),
                REQUEST.headers().remove("Cookie").add("X-More", "2"),
                toSend,
                RESPONSE,
                RESPONSE_HEADERS,
                new ResponseHead(200, RESPONSE_HEADERS, "h2"),
                TransportConfig.defaults().proxyCredentials(new PasswordAuthentication("user", SECRET.toCharArray())));
    }

    @ParameterizedTest
    @MethodSource("everythingThatIsPrinted")
    void no_secret_is_in_it(Object printed) {
        assertThat(printed.toString()).doesNotContain(SECRET).isNotBlank();
    }

    @Test
    void every_record_overrides_to_string_where_it_holds_bytes_of_a_body() {
        assertThat(requests().map(Object::toString)).allMatch(text -> !text.contains("[B@"));
    }

    /** A record, with a secret wherever its type can hold one. */
    private static Object made(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = Arrays.stream(components).map(SecretsTest::value).toArray();
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static final Map<Class<?>, Object> VALUES = Map.ofEntries(
            Map.entry(URI.class, URL),
            Map.entry(Headers.class, RESPONSE_HEADERS),
            Map.entry(Failure.Response.class, RESPONSE),
            Map.entry(Throwable.class, new IOException("reset")),
            Map.entry(Duration.class, Duration.ofSeconds(1)),
            Map.entry(int.class, 1),
            Map.entry(long.class, 1L),
            Map.entry(boolean.class, true),
            Map.entry(Failure.class, new Failure.HttpError(RESPONSE, true)),
            Map.entry(Phase.class, Phase.BODY),
            Map.entry(SessionState.Progress.class, new SessionState.Progress(1, 0, 0)));

    private static Object value(RecordComponent component) {
        Class<?> type = component.getType();
        if (type == String.class) {
            return component.getName().equals("location") ? URL.toString() : "text";
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        assertThat(VALUES).as("a value for " + component).containsKey(type);
        return VALUES.get(type);
    }

    @Test
    void what_is_refused_is_not_repeated() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SseRequest.get(URI.create("ftp://user:hunter2@host/?key=hunter2")))
                .withMessageNotContaining(SECRET);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SseRequest.get(URI.create("http:///?key=hunter2")))
                .withMessageNotContaining(SECRET);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> REQUEST.secretHeader("X-Ours", "hunter2\n"))
                .withMessageNotContaining(SECRET);
    }

    @Test
    void secrets_are_named_and_their_values_still_sent() {
        assertThat(REQUEST.headers().toString()).contains("X-Ours: ***", "Authorization: ***");
        assertThat(REQUEST.headers().first("X-Ours")).isEqualTo(SECRET);
        assertThat(REQUEST.isSecret("x-ours")).isTrue();
        assertThat(REQUEST.isSecret("Content-Type")).isFalse();
        assertThat(new String(REQUEST.body(), UTF_8)).contains(SECRET);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "http://user:pw@h:80/a%20b?k=s#f, http://h:80/a%20b?…",
                "https://h/a#f, https://h/a?…",
                "https://h/@me/x, https://h/@me/x",
                "http://[::1]:8/x, http://[::1]:8/x",
                "http://my_service:1/x, http://my_service:1/x",
                "/again?k=s, /again?…",
                "//user:pw@h/x, //h/x",
                "user:pw@h/x, h/x",
                "http://user:p#w@h/, http://…",
                "http://user:p/w@h/, http://…",
                "``, ``"
            })
    void of_a_uri_scheme_host_port_and_path_are_shown(String uri, String shown) {
        assertThat(Redacted.uri(uri)).isEqualTo(shown);
    }
}
