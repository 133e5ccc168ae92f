package dev.rivulet.sse.cli;

import dev.rivulet.sse.SseRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that make a request, named as curl has them. */
final class RequestOptions {
    /** RFC 9110, 5.6.2. Checked here, since what is none may be a secret and must not be repeated. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

    @Option(
            names = {"-X", "--request"},
            paramLabel = "METHOD",
            description = "the method; default: GET, or POST with -d")
    private @Nullable String method;

    @Option(
            names = {"-H", "--header"},
            paramLabel = "'NAME: VALUE'",
            description = "send this header; repeatable, also with one name")
    private List<String> headers = new ArrayList<>();

    @Option(
            names = {"-u", "--user"},
            paramLabel = "USER:PASSWORD",
            description = "log in with Basic authentication")
    private @Nullable String user;

    @Option(
            names = {"-d", "--data"},
            paramLabel = "DATA",
            description = "the body, sent as application/json unless -H sets Content-Type; @FILE reads it from a file,"
                    + " - from standard input")
    private @Nullable String data;

    @Option(names = "--compressed", description = "accept a response compressed with gzip or deflate")
    private boolean compressed;

    SseRequest applyTo(SseRequest request, InputStream in) {
        SseRequest with = request.method(method());
        for (String header : headers) {
            with = withHeader(with, header);
        }
        if (user != null) {
            with = withUser(with, user);
        }
        if (compressed && with.headers().first("Accept-Encoding") == null) {
            with = with.acceptEncoding("gzip", "deflate");
        }
        return data == null ? with : withBody(with, body(data, in));
    }

    private String method() {
        String name = method == null ? data == null ? "GET" : "POST" : method;
        if (!TOKEN.matcher(name).matches()) {
            throw CommandFailure.badUsage("-X takes a method, such as PUT; a proxy is named by -x or --proxy");
        }
        return name;
    }

    private static SseRequest withHeader(SseRequest request, String header) {
        int colon = header.indexOf(':');
        String name = header.substring(0, Math.max(0, colon)).strip();
        if (!TOKEN.matcher(name).matches()) {
            throw CommandFailure.badUsage("a -H has no header name followed by a colon; write -H 'Name: value'");
        }
        String value = header.substring(colon + 1).strip();
        String before = request.headers().first(name);
        return name.equalsIgnoreCase("Cookie") && before != null
                ? request.header(name, before + "; " + value) // a single line, by RFC 6265, 5.4
                : request.addHeader(name, value);
    }

    private static SseRequest withUser(SseRequest request, String user) {
        if (user.indexOf(':') < 0) {
            throw CommandFailure.badUsage("-u takes USER:PASSWORD, with a colon between them");
        }
        String basic = Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
        return request.headers().first("Authorization") == null
                ? request.header("Authorization", "Basic " + basic)
                : request;
    }

    private static SseRequest withBody(SseRequest request, byte[] body) {
        SseRequest full = request.body(body);
        return request.headers().first("Content-Type") == null ? full.header("Content-Type", "application/json") : full;
    }

    private static byte[] body(String data, InputStream in) {
        if (!data.equals("-") && !data.startsWith("@")) {
            return data.getBytes(StandardCharsets.UTF_8);
        }
        boolean isStandardInput = data.equals("-") || data.equals("@-");
        Path file = isStandardInput ? null : FileArgument.path("-d @", data.substring(1));
        try {
            return file == null ? in.readAllBytes() : Files.readAllBytes(file);
        } catch (IOException e) {
            throw CommandFailure.of("cannot read the body from " + data + ": " + FileArgument.reason(e), e);
        }
    }
}
