package dev.rivulet.sse.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.tests.support.Recording;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class ThreadsTest {
    @Test
    void more_exchanges_stream_from_one_host_than_the_dispatcher_lets_in() {
        var dispatcher = new Dispatcher();
        dispatcher.setMaxRequestsPerHost(1);
        dispatcher.setMaxRequests(1);
        var client = new OkHttpClient.Builder().dispatcher(dispatcher).build();
        try (var setup = Setup.over(client)) {
            setup.server.otherwise(Response.stream().chunk("a").hang());
            List<Recording> streams = Stream.generate(setup::get).limit(20).toList();
            streams.forEach(stream -> assertThat(stream.readBytes(1)).isEqualTo("a"));
            assertThat(setup.server.openConnections()).isEqualTo(20);
        }
    }

    @Test
    void threads_have_our_name_are_daemons_and_virtual_where_those_are_not_pinned() throws Exception {
        try (var setup = Setup.plain(Response.stream().chunk("a").hang())) {
            var seen = new AtomicReference<Thread>();
            var recording = new Recording().inside("bytes", () -> seen.set(Thread.currentThread()));
            setup.open(Setup.request("GET", setup.server.uri("/"), Headers.none(), null), recording);
            recording.readBytes(1);
            Thread thread = seen.get();
            assertThat(thread.getName()).matches("rivulet-okhttp-\\d+");
            assertThat(thread.isDaemon()).isTrue();
            assertThat(isVirtual(thread)).isEqualTo(Runtime.version().feature() >= 24);
            assertThat(setup.transport.description())
                    .matches("OkHttp [45]\\.\\d+\\.\\d+, a (virtual|platform) thread for each stream");
        }
    }

    private static boolean isVirtual(Thread thread) throws ReflectiveOperationException {
        return Runtime.version().feature() >= 21
                && (boolean) Thread.class.getMethod("isVirtual").invoke(thread);
    }
}
