package dev.rivulet.sse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Redacted;
import dev.rivulet.sse.policy.Batching;
import dev.rivulet.sse.policy.Dedup;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.policy.FlightRecorder;
import dev.rivulet.sse.policy.Limits;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.policy.Timeouts;
import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Feature;
import dev.rivulet.sse.spi.Features;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportRequest;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.net.CookieHandler;
import java.net.CookieManager;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A null where none is allowed is refused at the call, by the parameter's name, and not later as somebody's failure. */
class NullArgumentsTest {
    private static final URI STREAM = URI.create("https://news.example/stream");

    /** What users call methods of; null for a type of which only static methods are called. */
    private static final Map<Class<?>, @Nullable Object> CALLED = new LinkedHashMap<>();

    static {
        CALLED.put(SseRequest.class, SseRequest.get(STREAM));
        CALLED.put(SseClient.class, SseClient.builder().transport(new Idle()).build());
        CALLED.put(SseClient.Builder.class, SseClient.builder());
        CALLED.put(TypeRouter.class, SseSubscriber.byType());
        CALLED.put(SseEvent.class, SseEvent.of("a", "b"));
        CALLED.put(RequestCustomizer.class, null);
        CALLED.put(LastEventIdStore.class, null);
        CALLED.put(Headers.class, Headers.none());
        CALLED.put(Redacted.class, null);
        CALLED.put(Batching.class, Batching.of(1, Duration.ofSeconds(1)));
        CALLED.put(Dedup.class, Dedup.defaults());
        CALLED.put(Delivery.class, Delivery.defaults());
        CALLED.put(FlightRecorder.class, FlightRecorder.defaults());
        CALLED.put(Limits.class, Limits.defaults());
        CALLED.put(ReconnectPolicy.class, ReconnectPolicy.defaults());
        CALLED.put(Timeouts.class, Timeouts.defaults());
        CALLED.put(TransportConfig.class, TransportConfig.defaults());
        CALLED.put(Features.class, Features.of("h2"));
        CALLED.put(ResponseRules.class, ResponseRules.standard());
    }

    static Stream<Arguments> parameters() {
        return CALLED.keySet().stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(NullArgumentsTest::isCalled)
                .flatMap(method -> IntStream.range(0, method.getParameterCount())
                        .filter(at -> isNonNull(method, at))
                        .mapToObj(at -> Arguments.of(method, at)));
    }

    private static boolean isCalled(Method method) {
        boolean mayBe = Modifier.isStatic(method.getModifiers()) || CALLED.get(method.getDeclaringClass()) != null;
        return mayBe
                && Modifier.isPublic(method.getModifiers())
                && !Modifier.isAbstract(method.getModifiers())
                && !method.isSynthetic()
                && !isCallback(method);
    }

    /** What the client calls. */
    private static boolean isCallback(Method method) {
        return method.getName().equals("equals")
                || method.getName().equals("judge")
                || (method.getDeclaringClass() == TypeRouter.class && method.getReturnType() == void.class);
    }

    private static boolean isNonNull(Method method, int at) {
        AnnotatedType type = method.getAnnotatedParameterTypes()[at];
        return !method.getParameterTypes()[at].isPrimitive() && !type.isAnnotationPresent(Nullable.class);
    }

    @ParameterizedTest
    @MethodSource("parameters")
    void a_null_is_refused_by_the_name_of_its_parameter(Method method, int at) throws IllegalAccessException {
        Object[] values = Arrays.stream(method.getParameterTypes())
                .map(NullArgumentsTest::value)
                .toArray();
        values[at] = null;
        try {
            method.invoke(CALLED.get(method.getDeclaringClass()), values);
            throw new AssertionError(method + " takes a null");
        } catch (InvocationTargetException e) {
            assertThat(e.getCause()).as("%s", method).isInstanceOf(NullPointerException.class);
            assertThat(e.getCause().getMessage()).as("%s", method).matches("[a-zA-Z]+");
        }
    }

    private static Object value(Class<?> type) {
        Map<Class<?>, Object> values = Map.ofEntries(
                Map.entry(String.class, "gzip"),
                Map.entry(String[].class, new String[] {"gzip"}),
                Map.entry(Feature[].class, new Feature[] {Feature.TLS}),
                Map.entry(byte[].class, new byte[1]),
                Map.entry(int.class, 1),
                Map.entry(long.class, 1L),
                Map.entry(boolean.class, true),
                Map.entry(URI.class, STREAM),
                Map.entry(Duration.class, Duration.ofSeconds(1)),
                Map.entry(List.class, List.of()),
                Map.entry(Headers.class, Headers.none()),
                Map.entry(SseRequest.class, SseRequest.get(STREAM)),
                Map.entry(Batching.class, Batching.of(1, Duration.ofSeconds(1))),
                Map.entry(ResponseRules.Verdict.class, ResponseRules.Verdict.OPEN),
                Map.entry(Path.class, Path.of("ids")),
                Map.entry(CookieHandler.class, new CookieManager()),
                Map.entry(PasswordAuthentication.class, new PasswordAuthentication("a", new char[0])));
        if (values.containsKey(type)) {
            return values.get(type);
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        if (CALLED.get(type) != null) {
            return CALLED.get(type);
        }
        assertThat(type).as("a value is needed").isInterface();
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, called, given) -> null);
    }

    /** Does nothing. */
    private static final class Idle implements Transport {
        @Override
        public Exchange open(TransportRequest request, Receiver to) {
            return (Exchange) value(Exchange.class);
        }

        @Override
        public Features features() {
            return Features.of("http/1.1");
        }

        @Override
        public void close() {}
    }
}
