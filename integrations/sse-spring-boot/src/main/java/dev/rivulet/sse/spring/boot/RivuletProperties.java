package dev.rivulet.sse.spring.boot;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;

/**
 * The settings of an application's streams. It validates itself, so that no library for that is needed.
 *
 * @param autoStartup whether the streams start when the application is ready
 * @param transport of all streams that do not name one; null for the best that works
 */
@ConfigurationProperties("rivulet")
record RivuletProperties(
        @DefaultValue("true") boolean autoStartup,
        @Nullable String transport,
        @DefaultValue Health health,
        @DefaultValue Map<String, StreamProperties> streams)
        implements Validator {

    /** @param downAfter how long a stream may not be open before the application's health is down */
    record Health(@DefaultValue("1m") Duration downAfter) {}

    @Override
    public boolean supports(Class<?> type) {
        return type == RivuletProperties.class;
    }

    @Override
    public void validate(Object target, Errors errors) {
        var properties = (RivuletProperties) target;
        StreamValidation.time("health.downAfter", properties.health.downAfter, errors);
        properties.streams.forEach(
                (name, stream) -> StreamValidation.validate("streams[" + name + "].", stream, errors));
    }
}
