package dev.rivulet.sse.tests.kits;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.platform.engine.CancellationToken;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherExecutionRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs the tests of the kit that must catch a broken backend, until one of them fails. */
final class KitRun implements TestExecutionListener {
    private final CancellationToken token = CancellationToken.create();
    private final List<Throwable> failures = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();
    private int tests;

    private KitRun() {}

    static KitRun of(Broken broken) {
        return of(broken, Kit.SHORTEST_PATIENCE);
    }

    /** With so much patience, unless nothing is broken. */
    static KitRun of(Broken broken, Duration patience) {
        return of(broken, broken.test(), "all", patience);
    }

    /** With the tests whose names begin so. */
    static KitRun of(Broken broken, String beginning) {
        return of(broken, beginning, "all");
    }

    /** Over {@code one} lane, or {@code all}. */
    static KitRun of(Broken broken, String beginning, String lanes) {
        return of(broken, beginning, lanes, Kit.SHORTEST_PATIENCE);
    }

    private static KitRun of(Broken broken, String beginning, String lanes, Duration patience) {
        var run = new KitRun();
        var discovery = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(Kit.class))
                .filters((PostDiscoveryFilter) test -> FilterResult.includedIf(isNamed(test, beginning)))
                .configurationParameter(Kit.NUMBER, Integer.toString(Broken.ALL.indexOf(broken)))
                .configurationParameter(Kit.PATIENCE_SECONDS, Long.toString(patience.toSeconds()))
                .configurationParameter("tck.lanes", lanes)
                .build();
        LauncherFactory.create()
                .execute(LauncherExecutionRequestBuilder.request(discovery)
                        .cancellationToken(run.token)
                        .listeners(run)
                        .build());
        return run;
    }

    /** What the tests have failed with; more than one only where containers failed. */
    List<Throwable> failures() {
        return failures;
    }

    /** Why tests were skipped. */
    List<String> skipped() {
        return skipped;
    }

    /** How many have run. */
    int tests() {
        return tests;
    }

    private static boolean isNamed(TestDescriptor test, String beginning) {
        return test.getSource()
                .filter(MethodSource.class::isInstance)
                .map(MethodSource.class::cast)
                .map(method -> method.getMethodName().startsWith(beginning))
                .orElse(true);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        tests += test.isTest() ? 1 : 0;
        if (result.getStatus() == TestExecutionResult.Status.FAILED) {
            failures.add(result.getThrowable().orElseThrow());
            token.cancel();
        } else if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
            skipped.add(result.getThrowable().orElseThrow().getMessage().replace("Assumption failed: ", ""));
        }
    }
}
