package dev.rivulet.sse.jdkhttp;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs what the transport has to be able to do, in all phases, while tasks block every thread of the common pool. All but
 * the TLS handshake: of what fails there the JDK's selector reports, and the response head's time-out has to do.
 */
final class BlockedPool implements TestExecutionListener {
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private static final Set<String> IN_THE_HANDSHAKE = Set.of(
            "an_unanswered_tls_handshake_counts_as_connecting",
            "an_end_of_file_in_the_handshake_fails_in_tls_and_is_reported_as_such",
            "a_reset_in_the_handshake_fails_in_tls_and_is_reported_as_such");

    private int failed;
    private int succeeded;

    public static void main(String[] arguments) throws InterruptedException {
        block();
        var run = new BlockedPool();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(
                                        selectClass(HeadTest.class),
                                        selectClass(FaultTest.class),
                                        selectClass(TlsTest.class),
                                        selectClass(ProxyTest.class),
                                        selectMethod(
                                                CancelTest.class, "while_the_head_is_awaited_the_connection_is_closed"),
                                        selectMethod(CancelTest.class, "with_a_credit_out_the_connection_is_closed"),
                                        selectMethod(
                                                Http2ConnectionGateTest.class,
                                                "many_exchanges_that_begin_at_once_share_a_connection"))
                                .filters((PostDiscoveryFilter) BlockedPool::canBeAsked)
                                .build(),
                        run);
        System.out.println(
                run.failed == 0 && run.succeeded > 30 ? "all succeeded" : "of " + run.succeeded + " not all");
        System.exit(0);
    }

    /** More tasks than there are threads: those that wait are in the way too. */
    private static void block() throws InterruptedException {
        int threads = ForkJoinPool.commonPool().getParallelism();
        var blocked = new CountDownLatch(threads);
        Runnable task = () -> {
            blocked.countDown();
            await(NEVER);
        };
        for (int i = 0; i < threads + 10; i++) {
            var unused = CompletableFuture.runAsync(task);
            ForkJoinPool.commonPool().execute(task);
        }
        blocked.await();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static FilterResult canBeAsked(TestDescriptor test) {
        return FilterResult.includedIf(!(test.getSource().orElse(null) instanceof MethodSource method)
                || !IN_THE_HANDSHAKE.contains(method.getMethodName()));
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == TestExecutionResult.Status.FAILED) {
            failed++;
            System.out.println(
                    test.getUniqueId() + " failed: " + result.getThrowable().orElseThrow());
        } else if (test.isTest()) {
            succeeded++;
        }
    }
}
