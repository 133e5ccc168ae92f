package dev.rivulet.sse.spring.boot;

import dev.rivulet.sse.spring.SseStreams;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;

/** Starts the streams when the application is ready: its runners have run, and its web server serves. */
final class StartWhenReady implements ApplicationListener<ApplicationReadyEvent> {
    private final ApplicationContext context;
    private final SseStreams streams;
    private final boolean autoStartup;

    StartWhenReady(ApplicationContext context, SseStreams streams, boolean autoStartup) {
        this.context = context;
        this.streams = streams;
        this.autoStartup = autoStartup;
    }

    /** The event of a child context comes here too, and is not meant. */
    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        if (autoStartup && event.getApplicationContext() == context) {
            streams.start();
        }
    }
}
