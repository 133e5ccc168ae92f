package dev.rivulet.examples.wikimedia;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseStream;
import dev.rivulet.sse.policy.Batching;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Writes Wikimedia's recent changes into a database, until it is killed. */
public final class Example {
    private static final Batching BATCHES = Batching.of(100, Duration.ofMillis(200));

    private Example() {}

    /** Ends with 1 after a failure, and with 2 if an option is wrong. */
    public static void main(String[] arguments) throws IOException {
        try {
            run(Options.parse(arguments));
            System.exit(0);
        } catch (IllegalArgumentException e) {
            System.err.println("run: " + e.getMessage());
            System.exit(2);
        } catch (SQLException | SseException e) {
            System.err.println("run: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void run(Options options) throws IOException, SQLException {
        URI given = options.uri();
        URI uri = given == null ? MockWikimedia.start(MockWikimedia.Speed.LIVE).uri() : given;
        try (ChangeDatabase database = ChangeDatabase.open(options.database());
                SseClient client = SseClient.create()) {
            SseRequest request = RecentChanges.from(uri, options.contact(), database.position());
            System.out.println(options.database() + " has " + database.changes() + " changes; more come from " + uri);
            try (SseStream<List<SseEvent>> batches = client.stream(request, BATCHES)) {
                for (List<SseEvent> batch : batches) {
                    int written = database.write(batch);
                    long changes = database.changes();
                    System.out.println(batch.size() + " events, " + written + " new: " + changes + " changes");
                    if (options.stopAfter() > 0 && changes >= options.stopAfter()) {
                        return;
                    }
                }
            }
        }
    }
}
