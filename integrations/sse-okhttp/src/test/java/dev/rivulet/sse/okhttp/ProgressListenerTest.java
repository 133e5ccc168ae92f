package dev.rivulet.sse.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.testkit.Response;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class ProgressListenerTest {
    @Test
    void every_event_that_this_okhttp_has_is_passed_on() {
        List<String> events = Arrays.stream(EventListener.class.getMethods())
                .filter(method -> method.getDeclaringClass() == EventListener.class)
                .filter(method -> !Modifier.isStatic(method.getModifiers()) && !Modifier.isFinal(method.getModifiers()))
                .map(ProgressListenerTest::signature)
                .toList();
        List<String> passedOn = Arrays.stream(ProgressListener.class.getDeclaredMethods())
                .map(ProgressListenerTest::signature)
                .toList();
        assertThat(events).isNotEmpty();
        assertThat(passedOn).containsAll(events);
    }

    private static String signature(java.lang.reflect.Method method) {
        return method.getName() + Arrays.toString(method.getParameterTypes());
    }

    @Test
    void the_applications_listener_sees_a_stream() {
        List<String> seen = new CopyOnWriteArrayList<>();
        var client = new OkHttpClient.Builder()
                .eventListenerFactory(call -> new EventListener() {
                    @Override
                    public void connectionAcquired(Call of, Connection connection) {
                        seen.add("acquired");
                    }

                    @Override
                    public void requestHeadersEnd(Call of, Request request) {
                        seen.add("sent");
                    }

                    @Override
                    public void responseHeadersEnd(Call of, okhttp3.Response response) {
                        seen.add("head " + response.code());
                    }

                    @Override
                    public void callEnd(Call of) {
                        seen.add("end");
                    }
                })
                .build();
        try (var setup = Setup.over(
                client, Response.status(503).header("Retry-After", "0").chunk("a"))) {
            setup.get().readBody();
            assertThat(seen).containsExactly("acquired", "sent", "head 503", "end");
        }
    }
}
