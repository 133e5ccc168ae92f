package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.testkit.FakeTransport;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A client on a fake transport in real time, on real threads. After each test its sessions must end. */
final class RealTime implements AfterEachCallback {
    final FakeTransport transport = new FakeTransport();
    final SseClient client = SseClient.builder().transport(transport).build();

    /** Opens at the end of the test, for what the test blocks until then. */
    final CountDownLatch over = new CountDownLatch(1);

    @Override
    public void afterEach(ExtensionContext context) throws InterruptedException {
        over.countDown();
        client.close();
        assertThat(client.awaitClosed(Duration.ofMinutes(1))).isTrue();
    }
}
