package dev.rivulet.sse.kafka.streams;

import dev.rivulet.sse.http.Redacted;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A list on a server. */
final class UrlSource implements ListSource {
    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final URI uri;
    private final Map<String, String> headers;
    private final HttpClient client;
    private final Duration longest;
    private final int largest;
    private volatile boolean closed;
    private volatile @Nullable CompletableFuture<?> running;
    private @Nullable String etag;
    private @Nullable String etagOfLook;

    UrlSource(URI uri, Map<String, String> headers, HttpClient client) {
        this(uri, headers, client, LONGEST, LARGEST);
    }

    UrlSource(URI uri, Map<String, String> headers, HttpClient client, Duration longest, int largest) {
        this.uri = withoutUser(uri);
        this.headers = withUser(uri, headers);
        this.client = client;
        this.longest = longest;
        this.largest = largest;
    }

    private static URI withoutUser(URI uri) {
        String user = uri.getRawUserInfo();
        return user == null ? uri : URI.create(uri.toString().replaceFirst("//" + Pattern.quote(user) + "@", "//"));
    }

    private static Map<String, String> withUser(URI uri, Map<String, String> headers) {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        if (uri.getRawUserInfo() != null) {
            String encoded =
                    Base64.getEncoder().encodeToString(uri.getUserInfo().getBytes(StandardCharsets.UTF_8));
            all.put("Authorization", "Basic " + encoded);
        }
        all.putAll(headers);
        return all;
    }

    @Override
    public Look look() throws IOException, InterruptedException {
        HttpResponse<byte[]> response = response();
        if (response.statusCode() == NOT_MODIFIED && etag != null) {
            return Look.UNCHANGED;
        }
        if (response.statusCode() != OK) {
            throw new IOException("the server answered " + response.statusCode() + location(response));
        }
        String text = new String(response.body(), StandardCharsets.UTF_8);
        etagOfLook = response.headers().firstValue("ETag").orElse(null);
        return Look.at(text);
    }

    @Override
    public void accepted() {
        etag = etagOfLook;
    }

    private HttpResponse<byte[]> response() throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> future =
                client.sendAsync(request(), response -> new BoundedBody(largest));
        running = future;
        if (closed) {
            future.cancel(true);
        }
        try {
            return future.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("the server's answer was not complete after " + longest.toMillis() + " ms", e);
        } catch (CancellationException e) {
            throw new IOException("closed", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String what = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            throw new IOException("the request failed: " + what, cause);
        } finally {
            future.cancel(true);
            running = null;
        }
    }

    private HttpRequest request() {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).GET(); // without a time-out: the future has one
        headers.forEach(request::setHeader);
        if (etag != null) {
            request.setHeader("If-None-Match", etag);
        }
        return request.build();
    }

    /** A redirect is not followed, because the headers may have secrets for the first server only. */
    private static String location(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Location")
                .map(to -> ", a redirect to " + Redacted.uri(to) + ", which is not followed: set streams.url to it")
                .orElse("");
    }

    @Override
    public void close() {
        closed = true;
        CompletableFuture<?> now = running;
        if (now != null) {
            now.cancel(true);
        }
    }

    @Override
    public String toString() {
        return "streams.url " + Redacted.uri(uri);
    }
}
