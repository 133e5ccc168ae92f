package dev.rivulet.sse.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Import;

/**
 * Finds {@link SseListener} methods, and adds the bean {@link SseStreams}. For Spring without Boot; the Boot starters need no
 * annotation.
 *
 * <p>The streams are opened by the bean of type {@code SseClient}; if there is none, by {@code SseClient.create()}.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Import(SseConfiguration.class)
public @interface EnableSse {
    /** Whether the streams start when the application context has started; if not, {@link SseStreams#start()} starts them. */
    boolean autoStartup() default true;
}
