package dev.rivulet.sse.cli.contract;

import org.jspecify.annotations.Nullable;

/** What the harness tells an open stream to do. */
record ContractCommand(@Nullable String command) {}
