package dev.rivulet.sse.spring.boot.test;

import dev.rivulet.sse.LastEventIdStore;
import dev.rivulet.sse.spring.boot.SseAutoConfiguration;
import dev.rivulet.sse.spring.boot.StreamCustomizer;
import dev.rivulet.sse.testkit.ScriptedServer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** The server of an {@link SseTest}, and the way to it. */
@AutoConfiguration(before = SseAutoConfiguration.class)
class SseTestConfiguration {
    @Bean(destroyMethod = "close")
    static ScriptedServer sseTestServer() {
        return ScriptedServer.start();
    }

    /** The last of all customizers. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    static StreamCustomizer sseTestStreamCustomizer(ScriptedServer server) {
        return (stream, request) -> {
            var local = request.uri(server.uri("/" + stream));
            return local.lastEventIdStore() == null ? local : local.lastEventIdStore(LastEventIdStore.inMemory());
        };
    }
}
