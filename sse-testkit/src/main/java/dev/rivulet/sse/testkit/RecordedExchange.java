package dev.rivulet.sse.testkit;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.recording.Entry;
import dev.rivulet.sse.recording.Recording;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request and its response, as they were recorded. Filled while the recording is read. */
final class RecordedExchange {
    /** How it is to end on the wire. */
    enum Ending {
        COMPLETE,
        CUT,
        OPEN
    }

    /** What frames a message is the server's own. */
    private static final Set<String> FRAMING = Set.of(
            "connection",
            "content-length",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    /** No header has it on the wire, whose chars are bytes: something was left out here. */
    private static final String LEFT_OUT = "…";

    private final Duration began;
    private final List<Entry.Bytes> body = new ArrayList<>();
    private Entry.@Nullable Head head;
    private @Nullable Entry end;
    private boolean last = true; // of its session

    private RecordedExchange(Duration began) {
        this.began = began;
    }

    /** All of a recording, in the order in which they began. */
    static List<RecordedExchange> of(Recording recording) {
        List<RecordedExchange> all = new ArrayList<>();
        Map<Integer, RecordedExchange> latest = new HashMap<>();
        for (Entry entry : recording.entries()) {
            RecordedExchange under = latest.get(entry.session());
            if (begins(entry, under)) {
                if (under != null) {
                    under.last = false;
                }
                under = new RecordedExchange(entry.at());
                latest.put(entry.session(), under);
                all.add(under);
            }
            if (under != null) {
                under.add(entry);
            }
        }
        return all;
    }

    /** The recording of a session may begin in the middle of an exchange. */
    private static boolean begins(Entry entry, @Nullable RecordedExchange under) {
        return entry instanceof Entry.Attempt
                || (under == null && (entry instanceof Entry.Head || entry instanceof Entry.Bytes));
    }

    private void add(Entry entry) {
        if (end != null) {
            return;
        }
        if (entry instanceof Entry.Head received) {
            head = received;
        } else if (entry instanceof Entry.Bytes bytes) {
            body.add(bytes);
            head = head == null ? assumed(bytes) : head;
        } else if (entry instanceof Entry.End || entry instanceof Entry.Failed || entry instanceof Entry.Cancelled) {
            end = entry;
        }
    }

    /** Of a stream whose head was before the recording began. */
    private static Entry.Head assumed(Entry.Bytes bytes) {
        Headers headers = Headers.none().add("Content-Type", "text/event-stream");
        return new Entry.Head(bytes.session(), bytes.at(), new ResponseHead(200, headers, "http/1.1"));
    }

    Duration began() {
        return began;
    }

    Entry.@Nullable Head head() {
        return head;
    }

    List<Entry.Bytes> body() {
        return body;
    }

    /** When it was over; null if that is not recorded. */
    @Nullable
    Duration ended() {
        return end == null ? null : end.at();
    }

    /** @param cuts whether it is cut where the session gave it up */
    Ending ending(boolean cuts) {
        if (end instanceof Entry.End) {
            return Ending.COMPLETE;
        }
        return end instanceof Entry.Cancelled && !last && !cuts ? Ending.OPEN : Ending.CUT;
    }

    /** Its head, as a response to which the body is to be added. */
    Response response() {
        if (head == null) {
            return Response.noHead();
        }
        ResponseHead received = head.head();
        Response response = Response.status(received.status());
        for (var line : received.headers().lines()) {
            String value = replayed(line.getKey(), line.getValue());
            response = value == null ? response : response.header(line.getKey(), value);
        }
        return received.status() == 204 || received.status() == 304 ? response : response.chunked();
    }

    /** Null if the line is left out. */
    private static @Nullable String replayed(String name, String value) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.equals("location")) {
            return path(value);
        }
        return FRAMING.contains(lower) || value.equals("***") || value.contains(LEFT_OUT) ? null : value;
    }

    /** The path of a URI that may have been redacted. */
    private static String path(String uri) {
        String path = uri.replaceFirst("^([a-zA-Z][a-zA-Z0-9+.-]*:)?//[^/?#]*", "")
                .replaceFirst("[?#" + LEFT_OUT + "].*", "");
        return path.startsWith("/") ? path : "/" + path;
    }
}
