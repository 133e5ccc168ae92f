package dev.rivulet.sse.spring.boot.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.autoconfigure.OverrideAutoConfiguration;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * A test of listeners against a scripted server, with nothing else of the application. Of its components only those with
 * {@code @SseListener} methods, {@code StreamCustomizer} and {@code SseClientCustomizer} beans are there; what they need else
 * is for the test to add, with {@code @MockitoBean} or {@code @Import}.
 *
 * <p>Each configured stream {@code NAME} is at {@code /NAME} of the bean {@code ScriptedServer}, whatever its URL is, and keeps
 * no cursor in a file. The streams start when the test calls {@code SseStreams.start()}, so that it can write the server's
 * script before:
 *
 * <pre>{@code
 * @SseTest
 * class PricesTest {
 *     @Autowired ScriptedServer server;
 *     @Autowired SseStreams streams;
 *     @MockitoBean Market market;
 *
 *     @Test
 *     void a_price_changes_the_market() {
 *         server.respond(Response.stream().chunk("data: {\"price\":7}\n\n").hang());
 *         streams.start();
 *         verify(market, timeout(5_000)).update(7);
 *     }
 * }
 * }</pre>
 *
 * <p>Each test method has an application context of its own, and so a server and streams without a past.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@BootstrapWith(SseTestBootstrapper.class)
@ExtendWith(SpringExtension.class)
@OverrideAutoConfiguration(enabled = false)
@ImportAutoConfiguration
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD)
public @interface SseTest {
    /** The components with listeners that are there; default: all. */
    Class<?>[] listeners() default {};

    /** Properties, as {@code name=value}. */
    String[] properties() default {};
}
