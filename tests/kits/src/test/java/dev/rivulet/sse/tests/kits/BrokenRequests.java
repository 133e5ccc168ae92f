package dev.rivulet.sse.tests.kits;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.spi.Feature;
import dev.rivulet.sse.spi.TransportRequest;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Breaks the rules of the request. */
final class BrokenRequests {
    private BrokenRequests() {}

    static Stream<Broken> all() {
        return Stream.of(
                new Broken(
                        "request_1",
                        "decodes what is percent-encoded",
                        "expected: </a%20b/.*q=%2F.*but was: </a%20b/.*q=/",
                        uri(uri -> URI.create(uri.toString().replace("%2F", "/")))),
                new Broken(
                        "request_1",
                        "joins the lines of one name",
                        "expected: <\\[1, 2\\]> but was: <\\[2\\]>",
                        headers(headers -> headers.first("X-Twice") == null ? headers : headers.set("X-Twice", "2"))),
                new Broken(
                        "request_2",
                        "sends a body without its last byte",
                        "array lengths differ",
                        body(body -> Arrays.copyOf(body, Math.max(0, body.length - 1)))),
                new Broken(
                        "request_3_any_other",
                        "sends methods in upper case",
                        "expected: <get> but was: <GET>",
                        method(method -> method.toUpperCase(Locale.ROOT))),
                new Broken(
                        "request_3_the_common",
                        "sends GET for HEAD",
                        "expected: <HEAD> but was: <GET>|awaited in vain",
                        method(method -> method.equals("HEAD") ? "GET" : method)),
                new Broken(
                        "request_4",
                        "asks for compression",
                        "accept-encoding=gzip was not asked for",
                        headers(headers -> headers.add("accept-encoding", "gzip"))),
                new Broken(
                        "request_5_octets",
                        "sends question marks for what is not ASCII",
                        "but was: <\\?\\?",
                        headers(BrokenRequests::asAscii).declaring(Feature.OBS_TEXT)),
                new Broken(
                        "request_5_what_is_no_octet",
                        "sends question marks for what is no octet",
                        "expected: <SEND>|a failure was awaited in vain",
                        headers(BrokenRequests::asAscii)));
    }

    private static Headers asAscii(Headers headers) {
        return Headers.of(headers.lines().stream()
                .map(line -> Map.entry(line.getKey(), line.getValue().replaceAll("[^\\x00-\\x7F]", "?")))
                .toList());
    }

    static Flaw headers(UnaryOperator<Headers> altered) {
        return Flaw.ofRequest(r -> new TransportRequest(
                r.method(), r.uri(), altered.apply(r.headers()), r.body(), r.connectTimeout(), r.headBytes()));
    }

    private static Flaw uri(UnaryOperator<URI> altered) {
        return Flaw.ofRequest(r -> new TransportRequest(
                r.method(), altered.apply(r.uri()), r.headers(), r.body(), r.connectTimeout(), r.headBytes()));
    }

    private static Flaw method(UnaryOperator<String> altered) {
        return Flaw.ofRequest(r -> new TransportRequest(
                altered.apply(r.method()), r.uri(), r.headers(), r.body(), r.connectTimeout(), r.headBytes()));
    }

    private static Flaw body(UnaryOperator<byte[]> altered) {
        return Flaw.ofRequest(r -> new TransportRequest(
                r.method(),
                r.uri(),
                r.headers(),
                r.body() == null ? null : altered.apply(r.body()),
                r.connectTimeout(),
                r.headBytes()));
    }
}
