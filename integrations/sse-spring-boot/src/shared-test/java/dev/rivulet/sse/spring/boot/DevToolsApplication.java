package dev.rivulet.sse.spring.boot;

import dev.rivulet.sse.spring.SseListener;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.devtools.restart.Restarter;

/** An application that its stream restarts, as a developer's change would. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class DevToolsApplication {
    /** In a process of its own, with the DevTools. */
    public static void main(String... arguments) {
        SpringApplication.run(DevToolsApplication.class, arguments);
    }

    @SseListener("changes")
    void on(String data) {
        if (data.equals("restart")) {
            new Thread(() -> Restarter.getInstance().restart()).start();
        }
    }
}
