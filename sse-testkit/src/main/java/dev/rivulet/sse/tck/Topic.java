package dev.rivulet.sse.tck;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rivulet.sse.spi.Feature;
import dev.rivulet.sse.spi.Features;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.testkit.SelfSigned;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.opentest4j.TestAbortedException;

/** What the rules of one topic share: the stages on which they are tried. */
@Timeout(value = 10, unit = TimeUnit.MINUTES) // for what hangs; all waits have a limit of their own
@Tag(OneLane.TAG)
@ExtendWith({OneRule.class, OneLane.class, ShowsServer.class})
abstract class Topic {
    private static final Duration SILENCE = Duration.ofMillis(40);

    private final Subject subject;
    private final List<TckFixture> stages = new ArrayList<>();
    private @Nullable Features features;

    Topic(Subject subject) {
        this.subject = subject;
    }

    /** A server with a script, and a transport for it. Skips the test where the transport does not declare the lane. */
    final TckFixture stage(Lane lane, Response... script) {
        return stage(lane, lane.config(), script);
    }

    final TckFixture stage(Lane lane, TransportConfig config, Response... script) {
        assumeTrue(
                lane.isSecure() || subject.triesPlainText(),
                "Plain text is not tried, as triesPlainText() returned false.");
        skipWithout(lane.missingIn(features())); // before it is made: it may refuse a context for TLS
        return stage(lane.server().respond(script), config);
    }

    /** A server that shows this certificate, and a transport that trusts it, over TLS. */
    final TckFixture stage(Lane lane, SelfSigned shown) {
        skipWithout(lane.missingIn(features()));
        return stage(lane.server(shown), lane.config().sslContext(shown.client()));
    }

    /** A server that is there, and a transport for it. Both are closed after the test. */
    final TckFixture stage(ScriptedServer server, TransportConfig config) {
        TckFixture stage = new TckFixture(server, transport(config), patience());
        stages.add(stage);
        return stage;
    }

    /** Whether the transport has the lane, and it is not left out. */
    final boolean isTriedOver(Lane lane) {
        return lane.missingIn(features()) == null && (lane.isSecure() || subject.triesPlainText());
    }

    final String nameOfTransport() {
        return subject.name();
    }

    /** Whether the transport takes this configuration. */
    final boolean isMade(TransportConfig config) {
        try {
            subject.create(config).close();
            return true;
        } catch (Exception refused) {
            return false;
        }
    }

    /** What should have come by then is missing. */
    final Duration patience() {
        return subject.patience();
    }

    /** The call returns although what it must not wait for is withheld for as long as this is inside it. */
    final void doesNotWait(String what, Runnable call) {
        assertTimeoutPreemptively(patience(), call::run, () -> what + " should return at once");
    }

    final void eventually(BooleanSupplier condition, Supplier<Object> left) {
        long deadline = System.nanoTime() + patience().toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, () -> "left after " + patience() + ": " + left.get());
            pause(Duration.ofMillis(20));
        }
    }

    /** On a thread of its own: what is called may call back on the same thread, and the callback may take its time. */
    static void aside(Runnable calls) {
        var thread = new Thread(calls, "junit-aside");
        thread.setDaemon(true);
        thread.start();
    }

    /** For callbacks that the test holds, and lets go in any case. */
    static void holdsUntil(CountDownLatch left) {
        try {
            left.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    final void awaits(CountDownLatch latch, String complaint) {
        try {
            assertTrue(latch.await(patience().toMillis(), TimeUnit.MILLISECONDS), complaint);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** For as long as what is on its way on loopback may take. */
    static void pause() {
        pause(SILENCE);
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Skips the test where the system cannot leave an attempt to connect without an answer. */
    static void needsSilentConnections() {
        assumeTrue(
                System.getProperty("os.name").equals("Linux"),
                "Only Linux leaves an attempt to connect without an answer when the backlog is full.");
    }

    /** Skips the test where the feature is not declared. */
    final void needs(Feature feature) {
        skipWithout(features().has(feature) ? null : "Feature." + feature);
    }

    /** What a transport declares that was made without any wish. */
    final Features features() {
        if (features == null) {
            try (Transport transport = transport(TransportConfig.defaults())) {
                features = transport.features();
            }
        }
        return features;
    }

    final Transport transport(TransportConfig config) {
        try {
            return subject.create(config);
        } catch (TestAbortedException e) { // it cannot be made here, and says so
            throw e;
        } catch (Exception e) {
            throw new AssertionError("the transport could not be made: " + e, e);
        }
    }

    /** What the servers of the test saw and sent. */
    final String transcript() {
        return stages.stream().map(stage -> stage.server.transcript()).collect(Collectors.joining());
    }

    /** What no rule allows at any time is checked after every test. */
    @AfterEach
    final void closeStages() {
        stages.forEach(TckFixture::close);
        stages.forEach(TckFixture::assertNothingForbiddenHappened);
        subject.assertNothingLeft();
    }

    private static void skipWithout(@Nullable String missing) {
        assumeTrue(missing == null, () -> "The transport does not declare " + missing + ".");
    }
}
