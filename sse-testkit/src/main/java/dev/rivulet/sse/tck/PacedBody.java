package dev.rivulet.sse.tck;

import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.Response;
import java.util.List;
import java.util.stream.Stream;

/**
 * A body in parts of one byte, of which the server sends at most two more than were received. So a burst has one or two
 * of them, and credit comes both before the next bytes and after them.
 */
final class PacedBody {
    private static final int AHEAD = 2;

    private final List<Gate> gates;
    private int open;

    PacedBody(int parts) {
        gates = Stream.generate(Gate::new).limit(parts).toList();
        received(0);
    }

    Response response() {
        Response response = Response.stream();
        for (Gate gate : gates) {
            response = response.await(gate).chunk("x");
        }
        return response;
    }

    synchronized void received(long parts) {
        for (; open < Math.min(parts + AHEAD, gates.size()); open++) {
            gates.get(open).open();
        }
    }
}
