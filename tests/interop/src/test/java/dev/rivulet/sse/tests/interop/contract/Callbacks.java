package dev.rivulet.sse.tests.interop.contract;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** The way back to the harness for one stream: messages numbered from 1. Not thread-safe; the caller is serial. */
final class Callbacks {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI base;
    private int sent;

    Callbacks(URI base) {
        this.base = base;
    }

    /** Sends a message and waits for the answer. A harness that has gone is reported on standard error. */
    void send(Map<String, ?> message) {
        URI to = URI.create(base + "/" + ++sent);
        try {
            HttpRequest request = HttpRequest.newBuilder(to)
                    .timeout(PATIENCE)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(Json.write(message)))
                    .build();
            HTTP.send(request, BodyHandlers.discarding());
        } catch (IOException e) {
            System.err.println("callback to " + to + " failed: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
