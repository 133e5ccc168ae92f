package dev.rivulet.sse.spring.boot;

import dev.rivulet.sse.testkit.RecordedRequest;
import dev.rivulet.sse.testkit.Response;
import java.util.function.Function;

/**
 * A server with numbered events, of which each connection brings a few after the last event ID, and is then cut in the middle
 * of the next; the last one stays open.
 */
record Replaying(int last, int each) implements Function<RecordedRequest, Response> {
    @Override
    public Response apply(RecordedRequest request) {
        int known = request.lastEventId().isEmpty() ? 0 : Integer.parseInt(request.lastEventId());
        int until = Math.min(last, known + each);
        var text = new StringBuilder("retry: 1\n\n");
        for (int i = known + 1; i <= until; i++) {
            text.append("id: ")
                    .append(i)
                    .append("\ndata: {\"price\":")
                    .append(i)
                    .append("}\n\n");
        }
        if (until == last) {
            return Response.stream().chunk(text.toString()).hang();
        }
        return Response.stream()
                .chunk(text + "id: " + (until + 1) + "\ndata: {\"pri")
                .cut();
    }
}
