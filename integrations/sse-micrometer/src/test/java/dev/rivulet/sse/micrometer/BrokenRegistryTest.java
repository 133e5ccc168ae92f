package dev.rivulet.sse.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SseSession;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A registry that throws never harms a stream, nor another registry. */
class BrokenRegistryTest {
    @RegisterExtension
    final Logged logged = new Logged();

    private final Rig rig = new Rig();

    /** Throws when a meter is made. */
    private static final class MakesNothing extends SimpleMeterRegistry {
        @Override
        protected Timer newTimer(Meter.Id id, DistributionStatisticConfig config, PauseDetector pauses) {
            throw new IllegalStateException("no timer");
        }

        @Override
        protected <T> FunctionCounter newFunctionCounter(Meter.Id id, T state, ToDoubleFunction<T> count) {
            throw new IllegalStateException("no counter");
        }
    }

    /** Has timers that throw when they are recorded into. */
    private static final class RecordsNothing extends SimpleMeterRegistry {
        @Override
        protected Timer newTimer(Meter.Id id, DistributionStatisticConfig config, PauseDetector pauses) {
            return new BrokenTimer(id);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_registry_that_makes_no_meters_costs_meters_only(boolean boundFirst) {
        if (boundFirst) {
            rig.meters.bindTo(new MakesNothing());
        }
        SseSession session = rig.subscribe();
        rig.server().open();
        if (!boundFirst) {
            rig.meters.bindTo(new MakesNothing());
        }
        rig.meters.bindTo(rig.registry);

        assertStreams(session);
    }

    @Test
    void a_registry_whose_timers_throw_costs_times_only() {
        rig.meters.bindTo(new RecordsNothing());
        rig.meters.bindTo(rig.registry);
        SseSession session = rig.subscribe();
        rig.server().open();

        assertStreams(session);
    }

    private void assertStreams(SseSession session) {
        rig.server().bytes("data: a\n\n");
        rig.seconds(1);
        rig.server().bytes("data: b\n\n");
        rig.cut();
        rig.seconds(1);
        rig.server().open().bytes("data: c\n\n");

        assertThat(session.health()).isEqualTo(SseSession.Health.HEALTHY);
        assertThat(session.metrics().delivered()).isEqualTo(3);
        assertThat(rig.count("events")).isEqualTo(3);
        assertThat(rig.count("reconnects")).isEqualTo(1);
        assertThat(rig.timer("event.gap").count()).isEqualTo(1);
        assertThat(rig.timer("outage").count()).isEqualTo(1);
        assertThat(logged.warnings()).singleElement().asString().contains("a meter registry failed");
    }

    @Test
    void a_registry_that_is_closed_costs_nothing() {
        var closed = new SimpleMeterRegistry(SimpleConfig.DEFAULT, rig.clock);
        rig.meters.bindTo(closed);
        closed.close();
        SseSession session = rig.subscribe();
        rig.server().open().bytes("data: a\n\n");

        assertThat(session.metrics().delivered()).isEqualTo(1);
        assertThat(logged.warnings()).isEmpty();
    }
}
