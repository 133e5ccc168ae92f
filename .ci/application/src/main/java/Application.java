import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseStream;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import java.util.ArrayList;
import java.util.List;

/** Reads a stream that is cut, over the transport of this name. */
public final class Application {
    public static void main(String[] args) throws Exception {
        List<String> prices = new ArrayList<>();
        String agent;
        try (ScriptedServer server = ScriptedServer.start();
                SseClient client = SseClient.builder().transport(args[0]).build()) {
            server.respond(
                    Response.stream().chunk("retry: 10\nid: 1\ndata: 1.5\n\ndata: half of an ev").cut(),
                    Response.stream().chunk("id: 2\ndata: 2.5\n\n"),
                    Response.status(204));
            try (SseStream<SseEvent> events = client.stream(SseRequest.get(server.uri("/prices")))) {
                events.forEach(event -> prices.add(event.data()));
            }
            agent = server.requests().get(1).headers().first("User-Agent");
            if (!server.requests().get(1).lastEventId().equals("1")) {
                throw new AssertionError("it did not resume");
            }
        }
        if (!prices.equals(List.of("1.5", "2.5"))) {
            throw new AssertionError("the application received " + prices);
        }
        String kind = SseClient.class.getModule().isNamed() ? "module path" : "class path";
        System.out.println(agent + " over " + args[0] + " on the " + kind + ": " + prices);
    }
}
