package dev.rivulet.sse.spring.boot;

import dev.rivulet.sse.spring.UnknownStreamException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which property to set. */
final class UnknownStreamAnalyzer extends AbstractFailureAnalyzer<UnknownStreamException> {
    @Override
    protected FailureAnalysis analyze(Throwable root, UnknownStreamException cause) {
        return new FailureAnalysis(
                cause.getMessage() + ".",
                "Set rivulet.streams." + cause.stream() + ".url, or correct the name in @SseListener.",
                cause);
    }
}
