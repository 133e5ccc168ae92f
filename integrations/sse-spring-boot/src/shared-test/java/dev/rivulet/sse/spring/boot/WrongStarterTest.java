package dev.rivulet.sse.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** A starter on the other line of Spring Boot. */
@ExtendWith(OutputCaptureExtension.class)
class WrongStarterTest {
    @Test
    void the_application_does_not_start_and_says_which_starter_to_use(CapturedOutput output) {
        var application = new SpringApplication(SseApplication.class);
        application.addInitializers(context -> BootLine.check("sse-spring-boot-other", 2, "sse-spring-boot-right"));

        assertThatThrownBy(application::run).isInstanceOf(WrongStarterException.class);
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains(
                        "dev.rivulet:sse-spring-boot-other is for Spring Boot 2, and this application runs on Spring Boot "
                                + SpringBootVersion.getVersion())
                .contains(
                        "Replace the dependency dev.rivulet:sse-spring-boot-other by dev.rivulet:sse-spring-boot-right");
    }

    @Test
    void the_starter_checks_each_application() {
        assertThat(SpringFactoriesLoader.forDefaultResourceLocation().load(ApplicationContextInitializer.class))
                .anySatisfy(each -> assertThat(each.getClass().getName()).endsWith(".StarterCheck"));
    }
}
