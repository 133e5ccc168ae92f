package dev.rivulet.sse.tests.interop.contract;

import org.jspecify.annotations.Nullable;

/**
 * What the harness wants an open stream to do.
 *
 * @param listen of the command of that name
 */
record ContractCommand(@Nullable String command, @Nullable Listen listen) {
    /** The event type that is listened to from now on. */
    record Listen(@Nullable String type) {}
}
