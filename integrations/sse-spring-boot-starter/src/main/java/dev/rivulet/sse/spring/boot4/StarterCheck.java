package dev.rivulet.sse.spring.boot4;

import dev.rivulet.sse.spring.boot.BootLine;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Fails the start of an application that runs on another line of Spring Boot. */
final class StarterCheck implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    @Override
    public void initialize(ConfigurableApplicationContext context) {
        BootLine.check("sse-spring-boot-starter", 4, "sse-spring-boot3-starter");
    }
}
