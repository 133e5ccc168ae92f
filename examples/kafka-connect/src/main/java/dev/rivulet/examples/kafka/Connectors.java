package dev.rivulet.examples.kafka;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The connectors of a cluster, by its REST interface: what {@code curl -X PUT} does. */
final class Connectors {
    private static final int MILLIS_BETWEEN_TRIES = 500;

    private final HttpClient client = HttpClient.newHttpClient();
    private final String worker;

    private Connectors(String worker) {
        this.worker = worker;
    }

    static Connectors at(String worker) {
        return new Connectors(worker);
    }

    /** Creates a connector, or gives it this configuration, as soon as the worker is ready. */
    void create(String name, String file) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(worker + "/connectors/" + name + "/config"))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofFile(Path.of(file)))
                .build();
        HttpResponse<String> response = tried(request);
        while (response == null || isBusy(response.statusCode())) {
            Thread.sleep(MILLIS_BETWEEN_TRIES);
            response = tried(request);
        }
        System.out.println(response.statusCode() + " " + response.body());
    }

    private @Nullable HttpResponse<String> tried(HttpRequest request) throws IOException, InterruptedException {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (ConnectException notYet) {
            return null;
        }
    }

    /** A worker that starts does not know its resources yet; one that rebalances has a conflict. */
    private static boolean isBusy(int status) {
        return status == 404 || status == 409 || status >= 500;
    }
}
