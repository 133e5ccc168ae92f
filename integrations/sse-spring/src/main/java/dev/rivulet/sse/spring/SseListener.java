package dev.rivulet.sse.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.core.annotation.AliasFor;

/**
 * The method is called for each event of a stream, one call at a time, in order. Each such method has a session of its own,
 * which {@link SseStreams} starts and stops.
 *
 * <pre>{@code
 * @SseListener("prices")
 * void on(Tick tick) { … }
 * }</pre>
 *
 * <p>What the method takes:
 *
 * <ul>
 *   <li>{@code SseEvent}: the event. {@code String} or {@code byte[]}: its data. Any other type: its data as JSON, read by
 *       Jackson 3 or Jackson 2: by the mapper that is a bean, else by one with default settings.
 *   <li>{@code List} of one of these: a batch, see {@link #batchSize()}.
 *   <li>{@link Acknowledgement}, beside one of these: the event or batch is handled when it is acknowledged. Without, it is
 *       handled when the method returns.
 *   <li>{@code SseEvent} beside data of another type: both.
 * </ul>
 *
 * <p>If the method returns a {@code CompletionStage}, or a type that Spring's {@code ReactiveAdapterRegistry} knows, such as
 * {@code Mono}, the event is handled when that completes, and the next event waits for it.
 *
 * <p>Strings may have placeholders, such as {@code ${prices.stream}}. The annotation may be put on another annotation.
 */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface SseListener {
    /** The name of the stream. */
    @AliasFor("stream")
    String value() default "";

    /**
     * The name of the stream, as a {@link StreamSource} or a bean of type {@code SseRequest} has it; with the Spring Boot
     * starter, {@code prices} is configured by {@code rivulet.streams.prices.url}.
     */
    @AliasFor("value")
    String stream() default "";

    /** The name of the listener in {@link SseStreams}; default: the bean's name, a dot, and the method's name. */
    String id() default "";

    /** The event types that are delivered; default: all. */
    String[] types() default {};

    /** Whether its stream starts with the application; if not, {@link ListenedStream#start()} starts it. */
    boolean autoStartup() default true;

    /** What happens if the method throws, or if an event's data cannot be read as the method's type. */
    OnError onError() default OnError.CLOSE;

    /** How often a method that throws is called again with the same event or batch, where {@link #onError()} retries. */
    int retries() default 3;

    /** The wait before each such call, as {@code 500ms}, {@code 1s} or {@code PT1S}. The stream's later events wait too. */
    String retryDelay() default "1s";

    /** How many events fill a batch, for a method that takes a {@code List}. */
    int batchSize() default 100;

    /** How long a batch that is not full waits for further events, in the form of {@link #retryDelay()}. */
    String batchTime() default "100ms";
}
