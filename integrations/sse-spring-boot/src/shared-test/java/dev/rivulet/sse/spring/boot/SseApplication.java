package dev.rivulet.sse.spring.boot;

import dev.rivulet.sse.spring.SseListener;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** An application with one listener, as a user writes it. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class SseApplication {
    record Tick(int price) {}

    /** What a listener has received, and on which thread. */
    static class Prices {
        final BlockingQueue<Integer> seen = new LinkedBlockingQueue<>();
        volatile String thread = "";

        @SseListener(stream = "prices", id = "prices")
        void on(Tick tick) {
            thread = Thread.currentThread().getName();
            seen.add(tick.price());
        }

        int take() throws InterruptedException {
            Integer price = seen.poll(60, TimeUnit.SECONDS);
            return price == null ? -1 : price;
        }

        List<Integer> take(int count) throws InterruptedException {
            List<Integer> all = new java.util.ArrayList<>();
            for (int i = 0; i < count; i++) {
                all.add(take());
            }
            return all;
        }
    }

    @Bean
    Prices prices() {
        return new Prices();
    }

    /** Starts it as its {@code main} would, with these arguments. */
    static ConfigurableApplicationContext run(Class<?> application, String... properties) {
        var spring = new SpringApplication(application);
        spring.setLogStartupInfo(false);
        spring.setBannerMode(org.springframework.boot.Banner.Mode.OFF);
        String[] arguments = new String[properties.length];
        for (int i = 0; i < properties.length; i++) {
            arguments[i] = "--" + properties[i];
        }
        return spring.run(arguments);
    }
}
