package dev.rivulet.sse.cli.doctor;

import java.util.List;

/** Judges one side of an endpoint from what was seen. */
@FunctionalInterface
interface Examination {
    /** What it finds; nothing where there is nothing to judge. */
    List<Finding> examine(CaseFile file);
}
