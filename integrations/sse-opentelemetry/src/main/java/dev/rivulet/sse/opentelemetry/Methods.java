package dev.rivulet.sse.opentelemetry;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The methods that are reported as they are, so that no others make new values of an attribute. */
final class Methods {
    /** What stands for all others. */
    static final String OTHER = "_OTHER";

    /** Of RFC 9110 and RFC 5789, and QUERY, as the conventions list them; a variable of theirs replaces the list. */
    private static final Set<String> KNOWN = known(System.getenv("OTEL_INSTRUMENTATION_HTTP_KNOWN_METHODS"));

    private Methods() {}

    static Set<String> known(@Nullable String configured) {
        return configured == null || configured.isBlank()
                ? Set.of("CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "QUERY", "TRACE")
                : Arrays.stream(configured.split(",")).map(String::strip).collect(Collectors.toUnmodifiableSet());
    }

    /** The method, or {@link #OTHER}. */
    static String reported(String method) {
        return KNOWN.contains(method) ? method : OTHER;
    }
}
