package dev.rivulet.sse.spring.boot;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which starter to use. */
final class WrongStarterAnalyzer extends AbstractFailureAnalyzer<WrongStarterException> {
    @Override
    protected FailureAnalysis analyze(Throwable root, WrongStarterException cause) {
        return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
    }
}
