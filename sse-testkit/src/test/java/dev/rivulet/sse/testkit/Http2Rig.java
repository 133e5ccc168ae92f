package dev.rivulet.sse.testkit;

import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A server of HTTP/2, and the JDK's client as one that knows nothing of it. */
final class Http2Rig implements AutoCloseable {
    static final int INTERNAL_ERROR = 2;

    private static final SelfSigned CERTIFICATE = SelfSigned.localhost();

    final ScriptedServer server;
    final HttpClient client = HttpClient.newBuilder()
            .sslContext(CERTIFICATE.client())
            .version(HttpClient.Version.HTTP_2)
            .build();

    Http2Rig() {
        server = ScriptedServer.startHttp2(CERTIFICATE.server());
    }

    static SelfSigned certificate() {
        return CERTIFICATE;
    }

    HttpRequest request(String path, UnaryOperator<HttpRequest.Builder> change) {
        return change.apply(HttpRequest.newBuilder(server.uri(path))).build();
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(request(path, b -> b)).get(60, TimeUnit.SECONDS);
    }

    HttpResponse<InputStream> open(String path) throws Exception {
        return client.sendAsync(request(path, b -> b), BodyHandlers.ofInputStream())
                .get(60, TimeUnit.SECONDS);
    }

    CompletableFuture<HttpResponse<String>> send(HttpRequest request) {
        return client.sendAsync(request, BodyHandlers.ofString());
    }

    @Override
    public void close() {
        server.close();
    }
}
