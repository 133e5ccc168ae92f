package dev.rivulet.sse.tests.kits;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Breaks the rules of the head. */
final class BrokenHeads {
    private BrokenHeads() {}

    static Stream<Broken> all() {
        return Stream.of(
                new Broken(
                        "head_1",
                        "reports it with the first bytes",
                        "head was awaited in vain",
                        Flaw.ofExchange((request, to, line) -> new Waiting(to, line))),
                new Broken(
                        "head_2",
                        "takes an interim response for the final one",
                        "expected: <200> but was: <103>",
                        altering(head -> new ResponseHead(103, head.headers(), head.protocol()))),
                new Broken(
                        "head_2",
                        "mixes an interim response's headers in",
                        "expected: <null> but was: <</a>>",
                        headers(headers -> headers.add("Link", "</a>"))),
                new Broken(
                        "head_3",
                        "sends a request again that was answered by 503",
                        "one request for 503|expected: <503>|no head came",
                        Flaw.ofOpening(BrokenHeads::again)),
                new Broken(
                        "head_4",
                        "keeps one line of each name",
                        "expected: <\\[1, a, b, 3",
                        headers(BrokenHeads::oneOfEach)),
                new Broken("head_5", "reads values as UTF-8", "expected: <\u00C3\u00A4", headers(BrokenHeads::asUtf8)),
                new Broken(
                        "head_6",
                        "has a limit of its own, which is larger",
                        "a failure was awaited in vain",
                        limiting(1 << 20)),
                new Broken(
                        "head_6",
                        "has a limit of its own, which is smaller",
                        "LimitExceeded|over too early",
                        limiting(1_000)),
                new Broken(
                        "head_7",
                        "takes everything for an answer",
                        "expected: <HEAD> but was: <null>",
                        Flaw.ofExchange((request, to, line) -> new Believing(to, line))),
                new Broken(
                        "head_8",
                        "believes one of two lengths",
                        "expected: <HEAD> but was: <null>",
                        Flaw.ofExchange((request, to, line) -> new Believing(to, line))),
                new Broken(
                        "head_9",
                        "waits for what it would like better",
                        "a head was awaited in vain",
                        Flaw.ofExchange((request, to, line) -> new Passing(to, line) {
                            @Override
                            public void head(ResponseHead head) {}

                            @Override
                            public void failed(Phase phase, Throwable cause) {}
                        })));
    }

    private static Flaw altering(UnaryOperator<ResponseHead> altered) {
        return Flaw.ofExchange((request, to, line) -> new Passing(to, line) {
            @Override
            public void head(ResponseHead head) {
                to.head(altered.apply(head));
            }
        });
    }

    private static Flaw headers(UnaryOperator<Headers> altered) {
        return altering(head -> new ResponseHead(head.status(), altered.apply(head.headers()), head.protocol()));
    }

    private static Headers oneOfEach(Headers headers) {
        Map<String, String> last = new LinkedHashMap<>();
        headers.lines().forEach(line -> last.put(line.getKey(), line.getValue()));
        return Headers.of(List.copyOf(last.entrySet()));
    }

    private static Headers asUtf8(Headers headers) {
        return Headers.of(headers.lines().stream()
                .map(line -> Map.entry(
                        line.getKey(),
                        new String(line.getValue().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)))
                .toList());
    }

    private static Flaw limiting(int bytes) {
        return Flaw.ofRequest(request -> new TransportRequest(
                request.method(), request.uri(), request.headers(), request.body(), request.connectTimeout(), bytes));
    }

    private static final class Waiting extends Passing {
        private ResponseHead head;

        Waiting(Receiver to, Exchange line) {
            super(to, line);
        }

        @Override
        public void head(ResponseHead came) {
            head = came;
        }

        @Override
        public void bytes(ByteBuffer lent) {
            tell();
            to.bytes(lent);
        }

        @Override
        public void end() {
            tell();
            to.end();
        }

        private void tell() {
            if (head != null) {
                to.head(head);
                head = null;
            }
        }
    }

    /** Makes a good answer of every failure. */
    private static final class Believing extends Passing {
        Believing(Receiver to, Exchange line) {
            super(to, line);
        }

        @Override
        public void failed(Phase phase, Throwable cause) {
            to.head(new ResponseHead(200, Headers.none(), "http/1.1"));
            to.end();
        }
    }

    /** Asks again on its own. */
    private static Exchange again(Transport inner, TransportRequest request, Receiver to) {
        var current = new Line();
        current.is(inner.open(request, new Passing(to, current) {
            @Override
            public void head(ResponseHead head) {
                if (head.status() == 503) {
                    current.cancel();
                    current.is(inner.open(request, to));
                    current.read();
                } else {
                    to.head(head);
                }
            }
        }));
        return current;
    }
}
