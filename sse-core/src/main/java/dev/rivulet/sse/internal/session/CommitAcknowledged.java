package dev.rivulet.sse.internal.session;

import dev.rivulet.sse.internal.commits.Commits;
import dev.rivulet.sse.internal.connection.Next;
import dev.rivulet.sse.internal.mailbox.Input;
import org.jspecify.annotations.Nullable;

/** An event has been acknowledged, which counts after the session's end too. */
record CommitAcknowledged(Commits commits) implements Input<Next> {
    @Override
    public @Nullable Next apply() {
        commits.acknowledged();
        return null;
    }

    @Override
    public void afterEnd() {
        commits.acknowledged();
    }
}
