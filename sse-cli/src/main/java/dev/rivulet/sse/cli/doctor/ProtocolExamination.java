package dev.rivulet.sse.cli.doctor;

import dev.rivulet.sse.http.ResponseHead;
import java.util.List;

/** The version of HTTP, which limits the streams of a browser. */
final class ProtocolExamination implements Examination {
    @Override
    public List<Finding> examine(CaseFile file) {
        ResponseHead head = file.first().head();
        if (head == null || !file.first().isStream()) {
            return List.of();
        }
        return List.of(head.protocol().equals("http/1.1") ? http1() : multiplexed(head.protocol()));
    }

    private static Finding http1() {
        return Finding.note(
                        Topic.PROTOCOL,
                        "http1",
                        "HTTP/1.1: a browser opens six connections to a host in all its tabs, so six streams. Rivulet has no"
                                + " such limit.")
                .fix("For browsers, offer HTTP/2 over TLS.");
    }

    private static Finding multiplexed(String protocol) {
        return Finding.good(
                Topic.PROTOCOL,
                "multiplexed",
                name(protocol) + ": many streams share a connection, about 100 unless the server allows more.");
    }

    private static String name(String protocol) {
        return switch (protocol) {
            case "h2" -> "HTTP/2";
            case "h3" -> "HTTP/3";
            default -> protocol;
        };
    }
}
