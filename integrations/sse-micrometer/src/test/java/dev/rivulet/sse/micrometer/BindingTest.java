package dev.rivulet.sse.micrometer;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.sse.SseClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.ref.WeakReference;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Meters, clients and registries come together in any order and number. */
class BindingTest {
    @RegisterExtension
    final Logged logged = new Logged();

    @Test
    void a_registry_that_is_bound_late_has_what_was_counted_before() {
        var rig = new Rig();
        rig.subscribe();
        rig.server().open().bytes("data: a\n\n");
        rig.cut();
        rig.seconds(1);
        rig.meters.bindTo(rig.registry);

        assertThat(rig.count("events")).isEqualTo(1);
        assertThat(rig.count("reconnects", "cause", "connection_failed")).isEqualTo(1);
        assertThat(rig.gauge("sessions", "state", "reconnecting")).isEqualTo(1);
        assertThat(rig.count("pool.acquired")).isPositive();
        rig.server().open().bytes("data: b\n\n");
        assertThat(rig.count("events")).isEqualTo(2);
        assertThat(rig.timer("outage").totalTime(SECONDS)).isEqualTo(1);
    }

    @Test
    void several_registries_have_the_same_meters() {
        Rig rig = Rig.bound();
        MeterRegistry other = rig.registry();
        rig.meters.bindTo(other);
        rig.subscribe();
        rig.server().open().bytes("data: a\n\n");
        rig.seconds(2);
        rig.server().bytes("data: b\n\n");
        rig.cut();
        rig.seconds(1);

        for (MeterRegistry each : List.of(rig.registry, other)) {
            assertThat(each.get("sse.client.events").functionCounter().count()).isEqualTo(2);
            assertThat(each.get("sse.client.event.gap").timer().totalTime(SECONDS))
                    .isEqualTo(2);
            assertThat(each.get("sse.client.reconnects").functionCounter().count())
                    .isEqualTo(1);
        }
        assertThat(other.getMeters()).hasSameSizeAs(rig.registry.getMeters());
    }

    @Test
    void binding_twice_is_binding_once() {
        Rig rig = Rig.bound();
        rig.subscribe();
        rig.meters.bindTo(rig.registry);
        rig.server().open().bytes("data: a\n\n");
        rig.seconds(2);
        rig.server().bytes("data: b\n\n");

        assertThat(rig.timer("event.gap").count()).isEqualTo(1);
        assertThat(logged.warnings()).isEmpty();
    }

    @Test
    void one_object_may_watch_several_clients() {
        Rig rig = Rig.bound();
        SseClient second = rig.client(rig.meters);
        rig.subscribe();
        rig.server().open().bytes("data: a\n\n");
        second.subscribe(Rig.request(), event -> {});
        rig.server().open().bytes("data: b\n\n");

        assertThat(rig.count("events")).isEqualTo(2);
        assertThat(rig.count("pool.acquired")).isEqualTo(rig.pool.stats().misses());
    }

    @Test
    void clients_with_a_tag_of_their_own_share_a_registry() {
        var one = new Rig(Tags.of("client", "one"));
        var two = new Rig(Tags.of("client", "two"));
        one.meters.bindTo(one.registry);
        two.meters.bindTo(one.registry);
        one.subscribe();
        one.server().open().bytes("data: a\n\n");
        two.subscribe();
        two.server().open().bytes("data: b\n\ndata: c\n\n");

        assertThat(one.count("events", "client", "one")).isEqualTo(1);
        assertThat(one.count("events", "client", "two")).isEqualTo(2);
        assertThat(one.find("pool.retained", "client", "two").gauge()).isNotNull();
        assertThat(logged.warnings()).isEmpty();
    }

    @Test
    void two_objects_with_the_same_tags_on_one_registry_are_reported() {
        Rig one = Rig.bound();
        new Rig().meters.bindTo(one.registry);

        assertThat(logged.warnings()).singleElement().asString().contains("a tag of its own");
    }

    @Test
    void the_meters_of_a_closed_client_stay() {
        Rig rig = Rig.bound();
        rig.subscribe();
        rig.server().open().bytes("data: a\n\n");
        rig.client.close();

        assertThat(rig.count("events")).isEqualTo(1);
        assertThat(rig.count("sessions.ended", "reason", "closed")).isEqualTo(1);
        assertThat(rig.gauge("pool.outstanding")).isZero();
    }

    @Test
    void the_meters_of_a_client_that_is_gone_stay() {
        var registry = new SimpleMeterRegistry();
        collect(goneFrom(registry));

        assertThat(registry.get("sse.client.events").functionCounter().count()).isEqualTo(1);
        assertThat(registry.get("sse.client.sessions.ended").functionCounter().count())
                .isEqualTo(1);
        assertThat(registry.get("sse.client.sessions")
                        .tags("state", "healthy")
                        .gauge()
                        .value())
                .isZero();
        assertThat(registry.get("sse.client.pool.outstanding").gauge().value()).isNaN();
    }

    /** A client that has read an event, was closed, and is used by no one any longer. */
    private static WeakReference<SseClient> goneFrom(MeterRegistry registry) {
        var rig = new Rig();
        rig.meters.bindTo(registry);
        rig.subscribe();
        rig.server().open().bytes("data: a\n\n");
        rig.client.close();
        return new WeakReference<>(rig.client);
    }

    private static void collect(WeakReference<?> gone) {
        for (int i = 0; i < 100 && !gone.refersTo(null); i++) {
            System.gc();
        }
        assertThat(gone.refersTo(null)).as("the registry holds no client").isTrue();
    }

    @Test
    void a_registry_must_be_given() {
        assertThatThrownBy(() -> new SseMeters().bindTo(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("registry");
        assertThatThrownBy(() -> new SseMeters(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("tags");
    }
}
