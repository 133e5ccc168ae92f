package dev.rivulet.sse.spring;

import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.testkit.ScriptedServer;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.DefaultLifecycleProcessor;
import org.springframework.core.env.MapPropertySource;

/** A Spring application whose stream {@code prices} is that of a scripted server. It is closed without hurry. */
final class App implements AutoCloseable {
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    private App() {
        context.register(Enabled.class);
        var patient = new DefaultLifecycleProcessor();
        patient.setTimeoutPerShutdownPhase(600_000);
        bean("lifecycleProcessor", patient);
    }

    /** Not yet started. */
    static App with(Object... listeners) {
        var app = new App();
        for (int i = 0; i < listeners.length; i++) {
            app.bean("listener" + (i + 1), listeners[i]);
        }
        return app;
    }

    @SuppressWarnings("unchecked")
    <T> App bean(String name, T bean) {
        context.registerBean(name, (Class<T>) bean.getClass(), () -> bean);
        return this;
    }

    App property(String name, String value) {
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource(name, Map.of(name, value)));
        return this;
    }

    App start(ScriptedServer server) {
        return start(server, request -> request);
    }

    App start(ScriptedServer server, UnaryOperator<SseRequest> with) {
        SseRequest request = SseRequest.get(server.uri("/prices"))
                .reconnect(ReconnectPolicy.defaults().initialDelay(Duration.ofMillis(1)));
        bean("prices", with.apply(request));
        context.refresh();
        return this;
    }

    AnnotationConfigApplicationContext context() {
        return context;
    }

    SseStreams streams() {
        return context.getBean(SseStreams.class);
    }

    /** The only stream. */
    ListenedStream stream() {
        return streams().list().get(0);
    }

    @Override
    public void close() {
        context.close();
    }

    @Configuration
    @EnableSse
    static class Enabled {}
}
