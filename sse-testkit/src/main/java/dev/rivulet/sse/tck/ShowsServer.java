package dev.rivulet.sse.tck;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/** A rule that fails shows what its server was asked, and what it had sent. */
final class ShowsServer implements TestExecutionExceptionHandler {
    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        String seen = context.getRequiredTestInstances()
                .findInstance(Topic.class)
                .map(Topic::transcript)
                .orElse("");
        if (thrown instanceof TestAbortedException || seen.isEmpty()) {
            throw thrown;
        }
        var shown = new AssertionError(thrown.getMessage() + "\nWhat the server saw and sent:\n" + seen, thrown);
        shown.setStackTrace(thrown.getStackTrace());
        throw shown;
    }
}
