package dev.rivulet.sse.tck;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rivulet.sse.spi.Feature;
import dev.rivulet.sse.spi.Features;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.testkit.Response;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** What the rules of one topic share: the stages on which they are tried. */
@Timeout(60)
abstract class Topic {
    private final Subject subject;
    private final List<Stage> stages = new ArrayList<>();

    Topic(Subject subject) {
        this.subject = subject;
    }

    /** A server with a script, and a transport for it. Skips the test where the transport does not declare the lane. */
    final Stage stage(Lane lane, Response... script) {
        return stage(lane, lane.config(), script);
    }

    final Stage stage(Lane lane, TransportConfig config, Response... script) {
        Transport transport = transport(config);
        String missing = lane.missingIn(transport.features());
        if (missing != null) {
            transport.close();
        }
        skipWithout(missing);
        return track(new Stage(lane.server().respond(script), transport));
    }

    /** To be closed behind the test. */
    final Stage track(Stage stage) {
        stages.add(stage);
        return stage;
    }

    /** Skips the test where the feature is not declared. */
    final void needs(Feature feature) {
        skipWithout(features().has(feature) ? null : "Feature." + feature);
    }

    final Features features() {
        try (Transport transport = transport(TransportConfig.defaults())) {
            return transport.features();
        }
    }

    final Transport transport(TransportConfig config) {
        try {
            return subject.create(config);
        } catch (Exception e) {
            throw new AssertionError("the transport could not be made: " + e, e);
        }
    }

    /** What no rule allows at any time is looked for behind every test. */
    @AfterEach
    final void closeStages() {
        stages.forEach(Stage::close);
        stages.forEach(Stage::assertNothingForbiddenHappened);
    }

    private static void skipWithout(@Nullable String missing) {
        assumeTrue(missing == null, () -> "not declared: " + missing);
    }
}
