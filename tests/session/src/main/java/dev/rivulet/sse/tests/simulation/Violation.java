package dev.rivulet.sse.tests.simulation;

/**
 * What a schedule has shown to be wrong.
 *
 * @param detail what was expected and what was seen
 * @param step the number of the move during which it was seen, from 1; one more than there are for the closing scene
 */
public record Violation(Invariant invariant, String detail, int step) {}
