package dev.rivulet.sse.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.tests.support.Recording;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class CancelTest {
    @Test
    void while_the_name_is_looked_up_nothing_is_connected_afterwards() throws Exception {
        var asked = new CountDownLatch(1);
        var answer = new CountDownLatch(1);
        var over = new CountDownLatch(1);
        var client = new OkHttpClient.Builder()
                .dns(name -> {
                    asked.countDown();
                    awaits(answer);
                    return List.of(InetAddress.getLoopbackAddress());
                })
                .eventListener(new EventListener() {
                    @Override
                    public void dnsEnd(Call call, String name, List<InetAddress> addresses) {
                        over.countDown();
                    }
                })
                .build();
        try (var setup = Setup.over(client, Response.stream().hang())) {
            Recording recording = setup.get(setup.server.uri("/").resolve("http://a.test:" + setup.server.port()));
            asked.await();
            recording.cancel();
            answer.countDown();
            over.await();
            recording.assertSilent();
            assertThat(recording.calls()).isEmpty();
            assertThat(setup.server.connections()).isZero();
        }
    }

    private static void awaits(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void what_the_applications_listener_throws_harms_no_cancel() {
        var client = new OkHttpClient.Builder()
                .eventListener(new EventListener() {
                    @Override
                    public void canceled(Call call) {
                        throw new IllegalStateException("a listener that fails");
                    }
                })
                .build();
        try (var setup = Setup.over(client, Response.stream().chunk("a").hang())) {
            Recording recording = setup.get();
            recording.readBytes(1);
            recording.cancel();
            setup.server.awaitNoConnections();
        }
    }

    @Test
    void the_server_sees_it_in_whatever_the_exchange_is() {
        try (var setup = Setup.plain()) {
            setup.server.otherwise(Response.stream().chunk("a").hang());
            Recording waiting = setup.get();
            waiting.readBytes(1);
            waiting.read();
            Recording paused = setup.get();
            paused.readBytes(1);
            Recording withHead = setup.get();
            withHead.awaitHead();
            for (Recording each : List.of(waiting, paused, withHead)) {
                each.cancel();
            }
            setup.server.awaitNoConnections();
            assertThat(waiting.calls()).doesNotContain("failed", "end");
        }
    }
}
