package dev.rivulet.sse.property;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A property that was tried once: with which choices, on what, and how it failed. */
record Attempt(long[] choices, List<String> notes, @Nullable Throwable failure) {
    static Attempt of(Property.Body body, Choices choices) {
        var inputs = new Inputs(choices);
        Throwable failure = null;
        try {
            body.holds(inputs);
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (Throwable e) {
            failure = e;
        }
        return new Attempt(choices.made(), inputs.notes(), failure);
    }

    /** Fails likewise, with fewer choices or with the same number of smaller ones. */
    boolean isSimplerThan(Attempt other) {
        if (failure == null || other.failure == null || failure.getClass() != other.failure.getClass()) {
            return false;
        }
        return choices.length == other.choices.length
                ? Arrays.compare(choices, other.choices) < 0
                : choices.length < other.choices.length;
    }
}
