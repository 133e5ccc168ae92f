package dev.rivulet.sse.kafka.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The REST interface of a Connect cluster: any worker that answers, tried again while the cluster rebalances. */
final class Rest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<Integer> BUSY = Set.of(404, 409, 500, 503);
    private static final Duration MOST = Duration.ofMinutes(4);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Supplier<List<URI>> workers;

    Rest(Supplier<List<URI>> workers) {
        this.workers = workers;
    }

    void awaitReady() throws IOException, InterruptedException {
        call("GET", "/connectors", null);
    }

    void configure(String connector, Map<String, String> settings) throws IOException, InterruptedException {
        call("PUT", "/connectors/" + connector + "/config", JSON.writeValueAsString(settings));
    }

    JsonNode status(String connector) throws IOException, InterruptedException {
        return call("GET", "/connectors/" + connector + "/status", null);
    }

    void delete(String connector) throws IOException, InterruptedException {
        call("DELETE", "/connectors/" + connector, null);
    }

    /** Stops its tasks for good, so that its offsets can be altered. */
    void stop(String connector) throws IOException, InterruptedException {
        call("PUT", "/connectors/" + connector + "/stop", "");
    }

    void resume(String connector) throws IOException, InterruptedException {
        call("PUT", "/connectors/" + connector + "/resume", "");
    }

    /** Restarts the connector with all its tasks. */
    void restart(String connector) throws IOException, InterruptedException {
        call("POST", "/connectors/" + connector + "/restart?includeTasks=true", "");
    }

    void restartFailed(String connector) throws IOException, InterruptedException {
        call("POST", "/connectors/" + connector + "/restart?includeTasks=true&onlyFailed=true", "");
    }

    void alterOffset(String connector, String stream, Map<String, Object> offset)
            throws IOException, InterruptedException {
        Map<String, Object> one = Map.of("partition", Map.of("stream", stream), "offset", offset);
        call(
                "PATCH",
                "/connectors/" + connector + "/offsets",
                JSON.writeValueAsString(Map.of("offsets", List.of(one))));
    }

    /** The id in the committed offset of each stream. */
    Map<String, String> committed(String connector) throws IOException, InterruptedException {
        JsonNode offsets =
                call("GET", "/connectors/" + connector + "/offsets", null).path("offsets");
        return StreamSupport.stream(offsets.spliterator(), false)
                .collect(Collectors.toMap(
                        each -> each.path("partition").path("stream").asText(),
                        each -> each.path("offset").path("id").asText()));
    }

    private JsonNode call(String method, String path, String body) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + MOST.toNanos();
        String problem = "no worker";
        do {
            for (URI worker : workers.get()) {
                HttpResponse<String> response;
                try {
                    response = client.send(request(worker, method, path, body), BodyHandlers.ofString());
                } catch (IOException e) {
                    problem = worker + ": " + e;
                    continue;
                }
                if (method.equals("DELETE") && response.statusCode() == 404) {
                    return JSON.nullNode(); // it is gone, by a try whose answer was lost
                }
                if (response.statusCode() < 300) {
                    return response.body().isEmpty() ? JSON.nullNode() : JSON.readTree(response.body());
                }
                problem = method + " " + path + ": " + response.statusCode() + " " + response.body();
                if (!BUSY.contains(response.statusCode())) {
                    throw new AssertionError(problem);
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        } while (System.nanoTime() < deadline);
        throw new AssertionError(problem);
    }

    private static HttpRequest request(URI worker, String method, String path, String body) {
        return HttpRequest.newBuilder(worker.resolve(path))
                .timeout(Duration.ofSeconds(100))
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
    }
}
