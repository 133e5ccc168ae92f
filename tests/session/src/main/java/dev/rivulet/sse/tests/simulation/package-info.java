/**
 * A simulation of sessions: a seed makes a random schedule of what a server, the network, time and the user do; it is
 * played on one thread, in virtual time, and what must always hold is checked against a slow model. A schedule that
 * violates an {@link dev.rivulet.sse.tests.simulation.Invariant} is shrunk and printed with its seed. The unit tests
 * play some ten thousand; five million, from the root of the repository, once it is built:
 *
 * <pre>{@code
 * java -cp sse-core/target/classes:sse-testkit/target/classes:tests/session/target/classes \
 *     dev.rivulet.sse.tests.simulation.Simulation --schedules 5000000 --seed 1 --threads 2
 * }</pre>
 */
@NullMarked
package dev.rivulet.sse.tests.simulation;

import org.jspecify.annotations.NullMarked;
