package dev.rivulet.sse.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.policy.Limits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What an {@link EventFramer} owes: checked for one stream and one way to cut it. Of the properties and the fuzzer. */
final class FramerAgreement {
    private static final String SKIPPED = "(skipped)";
    private static final String TOO_LARGE = "(too large)";

    private FramerAgreement() {}

    static void check(byte[] stream, int[] cuts) {
        var frames = frames(stream, cuts, Limits.defaults());
        byte[] joined = joined(frames);
        var expected = ReferenceParser.parse(stream);
        // What is unfinished is in no frame: a comment or retry of it has been seen, an event has not.
        int lost = expected.seen().size() - ReferenceParser.parse(joined).seen().size();
        assertThat(lost).isNotNegative();
        assertThat(ReferenceParser.parse(joined).seen())
                .as(() -> ReferenceAgreement.escaped(stream) + " as " + frames)
                .isEqualTo(expected.seen().subList(0, expected.seen().size() - lost));
        assertThat(expected.seen()
                        .subList(expected.seen().size() - lost, expected.seen().size()))
                .allMatch(seen -> seen instanceof Seen.Comment || seen instanceof Seen.Retry);
        assertThat(ReferenceParser.parse(joined).lastEventId()).isEqualTo(expected.lastEventId());

        // A block each, that can be parsed alone.
        var alone = new ArrayList<Seen.Event>();
        for (String frame : frames) {
            var events = ReferenceParser.parse(bytes(frame)).events();
            assertThat(events).hasSizeLessThanOrEqualTo(1);
            alone.addAll(events);
            assertThat(frame).doesNotStartWith("\n").doesNotStartWith("\r");
            assertThat(frame).as("a line end, then a blank line").matches("(?s).*[\r\n](\r\n|\r|\n)");
            assertThat(frame).doesNotMatch("(?s).*[^\r\n]\r\n");
        }
        assertThat(alone).hasSameSizeAs(expected.events());
        for (int i = 0; i < alone.size(); i++) {
            assertThat(alone.get(i).data()).isEqualTo(expected.events().get(i).data());
            assertThat(alone.get(i).type()).isEqualTo(expected.events().get(i).type());
        }
    }

    /** The cuts decide nothing but whether the LF of a blank line's CRLF is still there, and no limit. */
    static void checkLimited(byte[] stream, int[] cuts, int limit, boolean skips) {
        var limits = Limits.defaults()
                .eventBytes(limit)
                .oversizedEvent(skips ? Limits.OversizedEvent.SKIP : Limits.OversizedEvent.FAIL);
        assertThat(normal(frames(stream, cuts, limits)))
                .as(() -> ReferenceAgreement.escaped(stream))
                .isEqualTo(normal(frames(stream, new int[0], limits)));
    }

    static List<String> normal(List<String> frames) {
        return frames.stream()
                .map(frame -> frame.endsWith("\r\n") ? frame.substring(0, frame.length() - 1) : frame)
                .toList();
    }

    /** The frames, a character a byte. */
    static List<String> frames(byte[] stream, int[] cuts, Limits limits) {
        var pool = StrictPool.tight();
        var frames = new ArrayList<String>();
        try (var framer = new EventFramer(into(frames), limits, pool)) {
            int from = 0;
            for (int cut = 0; cut <= cuts.length; cut++) {
                int to = cut < cuts.length ? cuts[cut] : stream.length;
                byte[] callers = Arrays.copyOfRange(stream, Math.max(0, from - 2), Math.min(stream.length, to + 2));
                byte[] before = callers.clone();
                int start = from - Math.max(0, from - 2);
                try {
                    framer.feed(callers, start, start + to - from);
                } finally {
                    assertThat(callers).isEqualTo(before);
                    Arrays.fill(callers, (byte) '!');
                }
                from = to;
            }
        } catch (SseException e) {
            assertThat(e.failure()).isEqualTo(new Failure.LimitExceeded("Limits.eventBytes", limits.eventBytes()));
            frames.add(TOO_LARGE);
        }
        pool.assertSettled();
        return frames;
    }

    private static FrameSink into(List<String> frames) {
        return new FrameSink() {
            @Override
            public void frame(byte[] array, int offset, int length) {
                frames.add(new String(array, offset, length, StandardCharsets.ISO_8859_1));
            }

            @Override
            public void skipped() {
                frames.add(SKIPPED);
            }
        };
    }

    private static byte[] joined(List<String> frames) {
        return bytes(String.join("", frames));
    }

    private static byte[] bytes(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }
}
