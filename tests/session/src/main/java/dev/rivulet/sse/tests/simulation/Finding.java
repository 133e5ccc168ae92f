package dev.rivulet.sse.tests.simulation;

/**
 * A schedule that violated an invariant.
 *
 * @param shrunk a smaller one that violates the same
 * @param violation what the shrunk one shows
 */
public record Finding(Schedule schedule, Schedule shrunk, Violation violation) {
    /** For people: what was violated, and the shrunk schedule. */
    public String report() {
        return violation.invariant() + System.lineSeparator() + "  at step " + violation.step() + ": "
                + violation.detail() + System.lineSeparator() + shrunk;
    }
}
