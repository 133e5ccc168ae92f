package dev.rivulet.sse.netty.internal;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One String each for the names and values that most responses have: with many streams they are much of the heap. */
public final class CommonText {
    private static final List<String> NAMES = List.of(
            "Access-Control-Allow-Origin",
            "Alt-Svc",
            "Cache-Control",
            "Connection",
            "Content-Encoding",
            "Content-Length",
            "Content-Type",
            "Date",
            "Keep-Alive",
            "Server",
            "Strict-Transport-Security",
            "Transfer-Encoding",
            "Vary",
            "Via",
            "X-Accel-Buffering",
            "X-Content-Type-Options",
            "X-Request-ID");

    private static final Map<String, String> SHARED = Stream.of(
                    NAMES.stream(),
                    NAMES.stream().map(name -> name.toLowerCase(Locale.ROOT)),
                    Stream.of(
                            "*",
                            "chunked",
                            "close",
                            "keep-alive",
                            "no",
                            "no-cache",
                            "no-store",
                            "text/event-stream",
                            "text/event-stream; charset=utf-8",
                            "text/event-stream;charset=UTF-8"))
            .flatMap(Function.identity())
            .collect(Collectors.toUnmodifiableMap(text -> text, text -> text, (one, same) -> one));

    private CommonText() {}

    public static String of(CharSequence text) {
        String string = text.toString();
        return SHARED.getOrDefault(string, string);
    }
}
