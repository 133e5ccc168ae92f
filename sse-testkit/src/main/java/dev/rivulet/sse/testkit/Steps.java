package dev.rivulet.sse.testkit;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a response does, in order. Immutable; a longer one shares what it begins with, so that thousands cost no more. */
final class Steps {
    static final Steps NONE = new Steps(null, null);

    private final @Nullable Steps first;
    private final @Nullable Step last;
    private final int count;

    private Steps(@Nullable Steps first, @Nullable Step last) {
        this.first = first;
        this.last = last;
        count = first == null ? 0 : first.count + 1;
    }

    Steps plus(Step step) {
        return new Steps(this, step);
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Plays them until one says that the response is over; false if one did. */
    boolean play(Wire wire) throws IOException, InterruptedException {
        for (Step step : inOrder()) {
            if (!step.play(wire)) {
                return false;
            }
        }
        return true;
    }

    private Step[] inOrder() {
        var steps = new Step[count];
        Steps at = this;
        for (int i = count - 1; i >= 0; i--) {
            steps[i] = Objects.requireNonNull(at.last);
            at = Objects.requireNonNull(at.first);
        }
        return steps;
    }
}
