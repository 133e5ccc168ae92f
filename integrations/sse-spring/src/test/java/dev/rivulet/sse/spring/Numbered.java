package dev.rivulet.sse.spring;

import dev.rivulet.sse.testkit.RecordedRequest;
import dev.rivulet.sse.testkit.Response;
import java.util.function.Function;

/** Events with the ids 1 to n, of which a server replays those after the last event ID, and then waits. */
record Numbered(int last, Function<Integer, String> data) implements Function<RecordedRequest, Response> {
    static Numbered to(int last) {
        return new Numbered(last, number -> "{\"price\":" + number + "}");
    }

    @Override
    public Response apply(RecordedRequest request) {
        int known = request.lastEventId().isEmpty() ? 0 : Integer.parseInt(request.lastEventId());
        var text = new StringBuilder();
        for (int i = known + 1; i <= last; i++) {
            text.append("event: price\nid: ")
                    .append(i)
                    .append("\ndata: ")
                    .append(data.apply(i))
                    .append("\n\n");
        }
        return Response.stream()
                .chunk(text.isEmpty() ? ":\n\n" : text.toString())
                .hang();
    }
}
