package dev.rivulet.sse.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Closes a server after each test, and checks that none of its threads is left. */
record LeavesNoThread(ScriptedServer server) implements AfterEachCallback {
    @Override
    public void afterEach(ExtensionContext context) {
        server.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("scripted-server-" + server.port()));
    }
}
