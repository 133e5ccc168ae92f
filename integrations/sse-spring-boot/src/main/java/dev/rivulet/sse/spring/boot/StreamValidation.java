package dev.rivulet.sse.spring.boot;

import dev.rivulet.sse.SseRequest;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.Errors;

/** What can be wrong with the settings of a stream, with the name of the property. */
final class StreamValidation {
    private static final String PREFIX = "rivulet.";
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+"); // RFC 9110, "token"
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7E\\x80-\\xFF]*");

    private StreamValidation() {}

    static void validate(String path, StreamProperties stream, Errors errors) {
        time(path + "idleTimeout", stream.idleTimeout(), errors);
        // Not as fields, whose values messages show.
        String wrong = url(stream.url());
        if (wrong != null) {
            errors.reject("url", PREFIX + path + "url: " + wrong);
        }
        stream.headers().forEach((name, value) -> {
            if (!NAME.matcher(name).matches() || !VALUE.matcher(value).matches()) {
                errors.reject(
                        "header", PREFIX + path + "headers." + name + " has characters that a header cannot have");
            }
        });
        if (stream.bearer() != null && !VALUE.matcher(stream.bearer()).matches()) {
            errors.reject("bearer", PREFIX + path + "bearer has characters that a header cannot have");
        }
        if (stream.cursor() != null && !isFileOrBean(stream.cursor())) {
            errors.rejectValue(path + "cursor", "cursor", "must be a file, or bean:NAME");
        }
        reconnect(path + "reconnect.", stream.reconnect(), errors);
    }

    private static boolean isFileOrBean(String cursor) {
        try {
            return !cursor.isBlank() && Path.of(cursor).getFileName() != null;
        } catch (InvalidPathException malformed) {
            return cursor.startsWith(RequestFactory.BEAN); // as the colon is no character of a file in Windows
        }
    }

    private static void reconnect(String path, StreamProperties.Reconnect reconnect, Errors errors) {
        if (reconnect.maxAttempts() != null && reconnect.maxAttempts() < 0) {
            errors.rejectValue(path + "maxAttempts", "number", "must not be negative; 0 is no bound");
        }
        time(path + "initialDelay", reconnect.initialDelay(), errors);
        time(path + "maxDelay", reconnect.maxDelay(), errors);
        time(path + "maxElapsed", reconnect.maxElapsed(), errors);
        time(path + "stableAfter", reconnect.stableAfter(), errors);
        time(path + "minServerDelay", reconnect.minServerDelay(), errors);
        time(path + "maxServerDelay", reconnect.maxServerDelay(), errors);
    }

    static void time(String field, @Nullable Duration time, Errors errors) {
        if (time != null && time.isNegative()) {
            errors.rejectValue(field, "time", "must not be negative");
        }
    }

    private static @Nullable String url(@Nullable String url) {
        if (url == null || url.isBlank()) {
            return "must be set: the address of the event stream";
        }
        try {
            SseRequest.get(url);
            return null;
        } catch (IllegalArgumentException malformed) {
            return String.valueOf(malformed.getMessage());
        }
    }
}
