package dev.rivulet.sse.spring.boot3;

import dev.rivulet.sse.spring.boot.BootLine;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Fails the start of an application that runs on another line of Spring Boot. */
final class StarterCheck implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    @Override
    public void initialize(ConfigurableApplicationContext context) {
        BootLine.check("sse-spring-boot3-starter", 3, "sse-spring-boot-starter");
    }
}
