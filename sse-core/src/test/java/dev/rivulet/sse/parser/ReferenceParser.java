package dev.rivulet.sse.parser;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * WHATWG HTML, "9.2.5 Parsing an event stream" and "9.2.6 Interpreting an event stream", sentence by sentence over the
 * whole decoded text. Slow and plain, and written without a look at the main code. What the standard does not speak of
 * (comments, checkpoints, limits) follows {@link EventSink} and {@code Limits}.
 */
final class ReferenceParser {
    /** What the stream said, and the last event ID string that it left. */
    record Result(List<Seen> seen, String lastEventId) {
        List<Seen.Event> events() {
            return seen.stream()
                    .filter(Seen.Event.class::isInstance)
                    .map(Seen.Event.class::cast)
                    .toList();
        }
    }

    private static final int LONGEST_COMMENT = 64 << 10;

    private final UnaryOperator<String> decoding;
    private final int limit;
    private final boolean skips;
    private final List<Seen> seen = new ArrayList<>();

    private String dataBuffer = "";
    private String eventTypeBuffer = "";
    private String lastEventIdBuffer = "";
    private String lastEventIdString;
    private boolean blockHasId;
    private boolean tooLarge;
    private boolean gaveUp;

    private ReferenceParser(UnaryOperator<String> decoding, String lastEventId, int limit, boolean skips) {
        this.decoding = decoding;
        this.limit = limit;
        this.skips = skips;
        this.lastEventIdString = lastEventId;
        this.lastEventIdBuffer = lastEventId;
    }

    /** By the standard: the bytes are decoded first, then cut into lines. */
    static Result parse(byte[] stream) {
        return parse(stream, false);
    }

    /** The same, and the unfinished event at the end is dispatched, its id not taken over. */
    static Result parse(byte[] stream, boolean unfinishedToo) {
        var parser = new ReferenceParser(UnaryOperator.identity(), "", Integer.MAX_VALUE, false);
        return parser.run(ReferenceUtf8.decodeStream(stream), unfinishedToo);
    }

    /** A byte a character: the events' data are the bytes as they came. */
    static Result parseRaw(byte[] stream) {
        var parser = new ReferenceParser(UnaryOperator.identity(), "", Integer.MAX_VALUE, false);
        return parser.run(latin1(stream), false);
    }

    /** With {@code Limits.eventBytes}, which count bytes: cut into lines and fields first, then decoded. */
    static Result parseLimited(byte[] stream, int eventBytes, boolean skips) {
        UnaryOperator<String> decoding = raw -> ReferenceUtf8.decode(raw.getBytes(StandardCharsets.ISO_8859_1));
        return new ReferenceParser(decoding, "", eventBytes, skips).run(latin1(stream), false);
    }

    private static String latin1(byte[] stream) {
        String text = new String(stream, StandardCharsets.ISO_8859_1);
        return text.startsWith("\u00EF\u00BB\u00BF") ? text.substring(3) : text;
    }

    // "stream = [ bom ] *event", "end-of-line = ( cr lf / cr / lf )", and what is after the last of them is
    // unfinished.
    private Result run(String stream, boolean unfinishedToo) {
        int lineStart = 0;
        int at = 0;
        while (at < stream.length() && !gaveUp) {
            char c = stream.charAt(at);
            if (c == '\r' || c == '\n') {
                processLine(stream.substring(lineStart, at));
                at += c == '\r' && at + 1 < stream.length() && stream.charAt(at + 1) == '\n' ? 2 : 1;
                lineStart = at;
            } else {
                at++;
            }
        }
        // "Once the end of the file is reached, any pending data must be discarded."
        if (unfinishedToo) {
            if (lineStart < stream.length()) {
                processLine(stream.substring(lineStart));
            }
            lastEventIdBuffer = lastEventIdString;
            blockHasId = false;
            if (!dataBuffer.isEmpty()) {
                dispatchTheEvent();
            }
        }
        return new Result(List.copyOf(seen), lastEventIdString);
    }

    private void processLine(String line) {
        if (line.isEmpty()) {
            dispatchTheEvent();
        } else if (line.startsWith(":")) {
            // "Ignore the line."
            String text = withoutLeadingSpace(line.substring(1));
            if (text.length() <= LONGEST_COMMENT) {
                seen.add(new Seen.Comment(decoding.apply(text)));
            }
        } else if (line.contains(":")) {
            int colon = line.indexOf(':');
            processField(line.substring(0, colon), withoutLeadingSpace(line.substring(colon + 1)));
        } else {
            processField(line, "");
        }
    }

    private static String withoutLeadingSpace(String value) {
        return value.startsWith(" ") ? value.substring(1) : value;
    }

    private void processField(String field, String value) {
        switch (field) {
            case "event" -> {
                eventTypeBuffer = value;
                tooLarge(value.length() > limit);
            }
            case "data" -> {
                dataBuffer += value;
                dataBuffer += "\n";
                tooLarge(dataBuffer.length() - 1 > limit);
            }
            case "id" -> {
                if (value.length() > limit) {
                    tooLarge(true);
                } else if (!value.contains("\0")) {
                    lastEventIdBuffer = value;
                    blockHasId = true;
                }
            }
            case "retry" -> {
                if (value.length() <= limit && consistsOfOnlyAsciiDigits(value)) {
                    var millis = new BigInteger(value).min(BigInteger.valueOf(Long.MAX_VALUE));
                    seen.add(new Seen.Retry(millis.longValueExact()));
                }
            }
            default -> {
                // "The field is ignored."
            }
        }
    }

    private static boolean consistsOfOnlyAsciiDigits(String value) {
        for (int i = 0; i < value.length(); i++) {
            if ("0123456789".indexOf(value.charAt(i)) < 0) {
                return false;
            }
        }
        return !value.isEmpty();
    }

    private void tooLarge(boolean is) {
        if (is && !skips) {
            seen.add(new Seen.TooLarge());
            gaveUp = true;
        }
        tooLarge |= is;
    }

    private void dispatchTheEvent() {
        boolean hadId = blockHasId;
        boolean skipped = tooLarge;
        blockHasId = false;
        tooLarge = false;
        lastEventIdString = decoding.apply(lastEventIdBuffer);
        if (skipped) {
            seen.add(new Seen.Skipped(lastEventIdString));
        } else if (dataBuffer.isEmpty()) {
            if (hadId) {
                seen.add(new Seen.Checkpoint(lastEventIdString));
            }
        } else {
            String data = dataBuffer.substring(0, dataBuffer.length() - 1);
            String type = eventTypeBuffer.isEmpty() ? "message" : eventTypeBuffer;
            seen.add(new Seen.Event(decoding.apply(type), decoding.apply(data), lastEventIdString, hadId));
        }
        dataBuffer = "";
        eventTypeBuffer = "";
    }
}
