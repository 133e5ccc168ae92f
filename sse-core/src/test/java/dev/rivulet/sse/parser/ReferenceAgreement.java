package dev.rivulet.sse.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.policy.Limits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** The parser against the {@link ReferenceParser}: one stream, one way to bring it. Of the properties and the fuzzer. */
final class ReferenceAgreement {
    private ReferenceAgreement() {}

    /** One of the many ways to cut and bring it, and of a sink to behave, as the seed says. */
    static void check(byte[] stream, int[] cuts, long seed) {
        var random = new Random(seed);
        boolean unfinishedToo = random.nextInt(4) == 0;
        var expected = ReferenceParser.parse(stream, unfinishedToo);
        var play = way(random);
        if (unfinishedToo) {
            play.deliveringUnfinished().throwingAt(n -> false);
        }
        var outcome = play.cutAt(stream, cuts);
        same(stream, outcome.seen(), expected.seen());
        assertThat(outcome.lastEventId()).isEqualTo(expected.lastEventId());
        if (!unfinishedToo) {
            var raw = ReferenceParser.parseRaw(stream).events().stream()
                    .map(Seen.Event::data)
                    .toList();
            assertThat(outcome.sink().raw).as("bytes as received").isEqualTo(raw);
        }
    }

    /** The same under a limit that bites. */
    static void checkLimited(byte[] stream, int[] cuts, long seed, int eventBytes, boolean skips) {
        byte[] finished = Streams.concat(stream, Streams.text("\n\n")); // so that the last event is whole, too
        var limits = Limits.defaults()
                .eventBytes(eventBytes)
                .oversizedEvent(skips ? Limits.OversizedEvent.SKIP : Limits.OversizedEvent.FAIL);
        var expected = ReferenceParser.parseLimited(finished, eventBytes, skips);
        var outcome = way(new Random(seed)).limits(limits).cutAt(finished, cuts);
        same(stream, outcome.seen(), expected.seen());
        assertThat(outcome.lastEventId()).isEqualTo(expected.lastEventId());
    }

    private static Play way(Random random) {
        int style = random.nextInt(4);
        long pauses = random.nextInt(3) == 0 ? random.nextLong() : 0;
        long throwing = random.nextInt(3) == 0 ? random.nextLong() : 0;
        var play = Play.a()
                .on(random.nextInt(8) > 0 ? StrictPool.tight() : StrictPool.roomy())
                .pausingAt(n -> (pauses >>> n & 1) != 0)
                .throwingAt(n -> (throwing >>> n & 1) != 0)
                .adopting(chunk -> switch (style) {
                    case 0 -> -1; // fed
                    case 1 -> chunk % 7; // adopted, little room
                    case 2 -> 4096; // adopted, much room
                    default -> (int) (random.nextLong() % 64); // any, and fed where negative
                });
        return play;
    }

    private static void same(byte[] stream, List<Seen> seen, List<Seen> expected) {
        if (!seen.equals(expected)) {
            assertThat(seen).as("of %s", escaped(stream)).containsExactlyElementsOf(expected);
        }
    }

    static String escaped(byte[] bytes) {
        var out = new StringBuilder();
        for (char c : new String(bytes, StandardCharsets.ISO_8859_1).toCharArray()) {
            switch (c) {
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                default -> out.append(c < ' ' || c > '~' ? String.format("\\x%02x", (int) c) : String.valueOf(c));
            }
        }
        return out.toString();
    }
}
