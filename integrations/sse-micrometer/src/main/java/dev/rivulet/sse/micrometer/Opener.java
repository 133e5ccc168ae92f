package dev.rivulet.sse.micrometer;

import dev.rivulet.sse.SessionObserver;
import io.micrometer.observation.NullObservation;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Where a session was opened.
 *
 * @param observation that was current there; null if there was none
 */
record Opener(ObservationRegistry registry, @Nullable Observation observation) {
    /** This place. */
    static Opener current(ObservationRegistry registry) {
        return new Opener(registry, observed(registry));
    }

    private static @Nullable Observation observed(ObservationRegistry registry) {
        Observation current = registry.getCurrentObservation();
        return current instanceof NullObservation ? null : current;
    }

    /** Makes the observation current, or none. Nothing where that is so already, as none is on most threads. */
    SessionObserver.@Nullable Scope enter() {
        if (observed(registry) == observation) {
            return null;
        }
        Observation.Scope before = registry.getCurrentObservationScope();
        Observation entered = observation != null ? observation : new NullObservation(registry).start();
        boolean isOpen = false;
        try {
            Observation.Scope scope = entered.openScope();
            isOpen = true;
            return () -> leave(scope, before);
        } finally {
            if (!isOpen) {
                registry.setCurrentObservationScope(before);
            }
        }
    }

    /** A handler that throws must not leave the observation on a thread that others use. */
    private void leave(Observation.Scope scope, Observation.@Nullable Scope before) {
        try {
            scope.close();
        } finally {
            registry.setCurrentObservationScope(before);
        }
    }
}
