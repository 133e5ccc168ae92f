package dev.rivulet.sse.cli;

import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.http.Redacted;
import dev.rivulet.sse.policy.ReconnectPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options that make a request, named as curl has them. */
final class RequestOptions {
    @Parameters(paramLabel = "URL", description = "where the stream is: http://… or https://…")
    private String url = "";

    @Option(
            names = {"-H", "--header"},
            paramLabel = "'NAME: VALUE'",
            description = "a header; repeatable")
    private List<String> headers = new ArrayList<>();

    @Option(
            names = {"-X", "--request"},
            paramLabel = "METHOD",
            description = "the method; default: GET, with -d POST")
    private @Nullable String method;

    @Option(
            names = {"-d", "--data"},
            paramLabel = "DATA",
            description = "the body, sent as application/json unless -H says otherwise; @FILE: from a file; -: from"
                    + " standard input")
    private @Nullable String data;

    @Option(names = "--last-event-id", paramLabel = "ID", description = "resume after this event")
    private @Nullable String lastEventId;

    @Option(
            names = "--end-marker",
            paramLabel = "DATA",
            description = "the data of the event that ends the stream, such as [DONE]; an end without it is a failure")
    private @Nullable String endMarker;

    @Option(names = "--no-reconnect", description = "end with the connection")
    private boolean noReconnect;

    SseRequest toRequest(InputStream in) {
        try {
            SseRequest request = SseRequest.of(method(), new URI(url)).lastEventId(lastEventId);
            for (var header : headers().entrySet()) {
                request = request.header(header.getKey(), header.getValue());
            }
            if (data != null) {
                request = withBody(request, body(data, in));
            }
            if (endMarker != null) {
                request = request.endMarker(endMarker);
            }
            return noReconnect ? request.reconnect(ReconnectPolicy.never()) : request;
        } catch (URISyntaxException e) {
            throw CommandFailure.badUsage(
                    "not a URL: " + e.getReason() + " at index " + e.getIndex() + ": " + Redacted.uri(url));
        } catch (IllegalArgumentException e) {
            throw CommandFailure.badUsage(String.valueOf(e.getMessage()));
        }
    }

    private String method() {
        return method != null ? method : data == null ? "GET" : "POST";
    }

    private static SseRequest withBody(SseRequest request, byte[] body) {
        SseRequest full = request.body(body);
        return request.headers().first("Content-Type") == null ? full.header("Content-Type", "application/json") : full;
    }

    /** One line for each name: several of one name are joined as RFC 9110, 5.3 allows, cookies as RFC 6265, 4.2 does. */
    private Map<String, String> headers() {
        Map<String, String> joined = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String header : headers) {
            int colon = header.indexOf(':');
            if (colon < 1) {
                throw CommandFailure.badUsage("not a header: a -H has no name and colon; write -H 'Name: value'");
            }
            String name = header.substring(0, colon).strip();
            joined.merge(
                    name,
                    header.substring(colon + 1).strip(),
                    (before, more) -> before + (name.equalsIgnoreCase("Cookie") ? "; " : ", ") + more);
        }
        return joined;
    }

    private static byte[] body(String data, InputStream in) {
        if (!data.equals("-") && !data.startsWith("@")) {
            return data.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return data.equals("-") || data.equals("@-")
                    ? in.readAllBytes()
                    : Files.readAllBytes(Path.of(data.substring(1)));
        } catch (IOException | InvalidPathException e) {
            throw CommandFailure.of("cannot read the body from " + data + ": " + e, e);
        }
    }
}
