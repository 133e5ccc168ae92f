package dev.rivulet.sse.cli;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.policy.FlightRecorder;
import dev.rivulet.sse.testkit.FakeTransport;
import java.io.IOException;
import java.util.Arrays;

/** An application whose client has a flight recorder, unless its argument says "off". It lasts as long as its input. */
final class RecordingApplication {
    private RecordingApplication() {}

    public static void main(String... arguments) throws IOException {
        var transport = new FakeTransport();
        var builder = SseClient.builder().transport(transport);
        if (!Arrays.asList(arguments).contains("off")) {
            builder.flightRecorder(FlightRecorder.defaults());
        }
        try (SseClient client = builder.build()) {
            client.subscribe(SseRequest.get("http://localhost/prices").delivery(Delivery.inline()), event -> {});
            transport.last().open().bytes("data: recorded in another process\n\n");
            System.out.println("ready");
            System.in.transferTo(System.out);
        }
    }
}
