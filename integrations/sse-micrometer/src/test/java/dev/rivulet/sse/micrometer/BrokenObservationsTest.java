package dev.rivulet.sse.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a handler of the registry throws harms no session. */
class BrokenObservationsTest {
    @RegisterExtension
    final ObservedRig rig = new ObservedRig();

    @RegisterExtension
    final Logged logged = new Logged();

    enum Part {
        START,
        ERROR,
        STOP
    }

    private record Broken(Part part) implements ObservationHandler<Observation.Context> {
        private void at(Part here) {
            if (here == part) {
                throw new IllegalStateException(part + " is broken");
            }
        }

        @Override
        public void onStart(Observation.Context context) {
            at(Part.START);
        }

        @Override
        public void onError(Observation.Context context) {
            at(Part.ERROR);
        }

        @Override
        public void onStop(Observation.Context context) {
            at(Part.STOP);
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_stream_comes_through_and_one_line_is_logged(Part part) {
        rig.registry.observationConfig().observationHandler(new Broken(part));
        rig.subscribe().redirect("/there").open().send("a").cut().backOff();
        rig.answer(503).backOff().open().send("b");

        assertThat(rig.data).containsExactly("a", "b");
        assertThat(logged.warnings())
                .filteredOn(line -> line.startsWith("dev.rivulet.sse.micrometer"))
                .singleElement()
                .asString()
                .contains("a handler of the ObservationRegistry failed");
        rig.session.close();
        if (part != Part.ERROR) {
            rig.recording.started = rig.recording.stopped.size(); // the broken one keeps them from the one of this test
        } else {
            assertThat(rig.recording.started).isEqualTo(4);
        }
    }
}
