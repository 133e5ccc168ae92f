package dev.rivulet.sse.bench.live;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** The JDK's client and its own splitting into lines, as people write it without a library. */
final class LinesClient implements LiveClient {
    private static final String DATA = "data: ";

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<CompletableFuture<?>> open = new ArrayList<>();

    @Override
    public void open(URI uri, Taker taker) {
        HttpRequest request =
                HttpRequest.newBuilder(uri).version(HttpClient.Version.HTTP_1_1).build();
        open.add(client.sendAsync(request, HttpResponse.BodyHandlers.fromLineSubscriber(new Lines(taker))));
    }

    private record Lines(Taker taker) implements Flow.Subscriber<String> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            if (line.startsWith(DATA)) {
                taker.text(line.substring(DATA.length()));
            }
        }

        @Override
        public void onError(Throwable cause) {
            // by closeStreams
        }

        @Override
        public void onComplete() {
            // by closeStreams
        }
    }

    @Override
    public void closeStreams() {
        open.forEach(response -> response.cancel(true));
        open.clear();
    }

    @Override
    public void close() {
        closeStreams();
    }
}
