package dev.rivulet.sse.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A server of HTTP/2 for one test, after which none of its threads is left. */
final class Http2Server implements AfterEachCallback {
    final ScriptedServer server =
            ScriptedServer.startHttp2(Http2Rig.certificate().server());

    @Override
    public void afterEach(ExtensionContext context) {
        server.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("scripted-server-" + server.port()));
    }
}
