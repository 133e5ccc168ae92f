package dev.rivulet.sse.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Entries as bytes: a line that says what follows and how long it is, the payload, and a line feed. */
final class EntryFormat {
    private static final byte[] NOTHING = {};
    private static final Duration LATEST = Duration.of(EntryLine.LATEST_MICROS, ChronoUnit.MICROS);

    private EntryFormat() {}

    static byte[] bytes(Entry entry) {
        byte[] payload = payload(entry);
        String kind = kind(entry);
        if (payload.length > EntryLine.longest(kind)) {
            throw new IllegalArgumentException("an entry of kind " + kind + " has at most " + EntryLine.longest(kind)
                    + " bytes: " + payload.length);
        }
        byte[] line = new EntryLine(kind, entry.session(), micros(entry.at()), payload.length)
                .toString()
                .getBytes(UTF_8);
        byte[] all = Arrays.copyOf(line, line.length + payload.length + 1);
        System.arraycopy(payload, 0, all, line.length, payload.length);
        all[all.length - 1] = '\n';
        return all;
    }

    private static long micros(Duration at) {
        if (at.compareTo(LATEST) > 0) {
            throw new IllegalArgumentException("the time of an entry is at most " + LATEST + ": " + at);
        }
        return at.dividedBy(Duration.of(1, ChronoUnit.MICROS));
    }

    private static String kind(Entry entry) {
        if (entry instanceof Entry.Bytes) {
            return "BYTES";
        } else if (entry instanceof Entry.Attempt) {
            return "ATTEMPT";
        } else if (entry instanceof Entry.Head) {
            return "HEAD";
        } else if (entry instanceof Entry.End) {
            return "END";
        } else if (entry instanceof Entry.Failed) {
            return "FAILED";
        }
        return entry instanceof Entry.Cancelled ? "CANCELLED" : "STATE";
    }

    private static byte[] payload(Entry entry) {
        if (entry instanceof Entry.Bytes body) {
            return body.bytes();
        } else if (entry instanceof Entry.Attempt attempt) {
            return head(attempt.number() + " " + attempt.method() + " " + attempt.uri(), attempt.headers());
        } else if (entry instanceof Entry.Head received) {
            ResponseHead head = received.head();
            return head(status(head.status()) + " " + head.protocol(), head.headers());
        } else if (entry instanceof Entry.Failed failed) {
            return (failed.phase() + " " + failed.message()).getBytes(UTF_8);
        }
        return entry instanceof Entry.State state ? state.text().getBytes(UTF_8) : NOTHING;
    }

    private static byte[] head(String first, Headers headers) {
        var text = new StringBuilder(oneLine(first));
        for (var line : headers.lines()) {
            text.append('\n').append(oneLine(line.getKey())).append(": ").append(oneLine(line.getValue()));
        }
        return text.toString().getBytes(UTF_8);
    }

    /** No header has a line end; one that were made up must not become two. */
    private static String oneLine(String text) {
        return text.replace('\n', ' ').replace('\r', ' ');
    }

    /**
     * The entry; null if this version of the format does not know its kind.
     *
     * @param at when, since the whole recording began
     * @throws IllegalArgumentException if the payload is not one of its kind
     */
    static @Nullable Entry entry(EntryLine line, Duration at, byte[] payload) {
        int session = line.session();
        return switch (line.kind()) {
            case "BYTES" -> new Entry.Bytes(session, at, payload);
            case "ATTEMPT" -> attempt(session, at, lines(payload));
            case "HEAD" -> head(session, at, lines(payload));
            case "END" -> new Entry.End(session, at);
            case "FAILED" -> failed(session, at, words(text(payload), 2));
            case "CANCELLED" -> new Entry.Cancelled(session, at);
            case "STATE" -> new Entry.State(session, at, text(payload));
            default -> null;
        };
    }

    private static Entry attempt(int session, Duration at, String[] lines) {
        String[] words = words(lines[0], 3);
        return new Entry.Attempt(session, at, Integer.parseInt(words[0]), words[1], words[2], headers(lines));
    }

    private static Entry head(int session, Duration at, String[] lines) {
        String[] words = words(lines[0], 2);
        return new Entry.Head(
                session, at, new ResponseHead(status(Integer.parseInt(words[0])), headers(lines), words[1]));
    }

    private static int status(int status) {
        if (status < 100 || status > 999) {
            throw new IllegalArgumentException("not a status of three digits: " + status);
        }
        return status;
    }

    private static Entry failed(int session, Duration at, String[] words) {
        return new Entry.Failed(session, at, Phase.valueOf(words[0]), words[1]);
    }

    private static Headers headers(String[] lines) {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (String line : Arrays.asList(lines).subList(1, lines.length)) {
            int colon = line.indexOf(": ");
            if (colon < 0) {
                throw new IllegalArgumentException("a header without a colon");
            }
            headers.add(new SimpleImmutableEntry<>(line.substring(0, colon), line.substring(colon + 2)));
        }
        return Headers.of(headers);
    }

    private static String[] words(String line, int count) {
        String[] words = line.split(" ", count);
        if (words.length < count) {
            throw new IllegalArgumentException("fewer than " + count + " words");
        }
        return words;
    }

    private static String[] lines(byte[] payload) {
        return text(payload).split("\n", -1);
    }

    private static String text(byte[] payload) {
        return new String(payload, UTF_8);
    }
}
