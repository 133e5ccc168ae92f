package dev.rivulet.sse.internal.duplicates;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.EventView;
import dev.rivulet.sse.internal.commits.IdBytes;
import dev.rivulet.sse.internal.duplicates.RecentEvents.Verdict;
import dev.rivulet.sse.parser.EventSink;
import dev.rivulet.sse.parser.EventStreamParser;
import dev.rivulet.sse.policy.Dedup;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rule for duplicates on hashes, against the same rule on whole events in a list. */
class RecentEventsTest {
    /** An event as the rule sees it. */
    private record Event(String id, String type, String data) {}

    /** The rule, said slowly. */
    private static final class Slow {
        private record Seen(Event event, int at) {}

        private final Dedup rule;
        private final List<Seen> seen = new ArrayList<>();
        private final Set<String> repeated = new HashSet<>();
        private final Set<String> here = new HashSet<>();
        private boolean replaying;
        private int reached;
        private int count;

        Slow(Dedup rule) {
            this.rule = rule;
        }

        void connected() {
            here.clear();
            replaying = true;
            reached = -1;
        }

        void clear() {
            seen.clear();
            here.clear();
            replaying = false;
        }

        Verdict check(Event event) {
            if (rule.mode() == Dedup.Mode.ALWAYS) {
                return seen.stream().anyMatch(each -> each.event.equals(event)) ? Verdict.DUPLICATE : remember(event);
            }
            Seen last = seen.stream()
                    .filter(each -> each.event.id.equals(event.id))
                    .reduce((one, other) -> other)
                    .orElse(null);
            if (repeated.contains(event.id) || (last != null && here.contains(event.id))) {
                repeated.add(event.id);
                return Verdict.REPEATED_ID;
            }
            here.add(event.id);
            boolean same = last != null && (rule.mode() == Dedup.Mode.ID || last.event.equals(event));
            if (replaying && same && last.at > reached) {
                reached = last.at;
                return Verdict.DUPLICATE;
            }
            replaying = false;
            return remember(event);
        }

        private Verdict remember(Event event) {
            seen.add(new Seen(event, count++));
            if (seen.size() > rule.remembered()) {
                seen.remove(0);
            }
            return Verdict.NEW;
        }
    }

    /** Makes views and ids as the session does. */
    private static final class Fast implements EventSink {
        private final RecentEvents recent;
        private final EventStreamParser parser = new EventStreamParser(this);
        private final IdBytes id = new IdBytes();
        private Verdict verdict = Verdict.NEW;

        Fast(Dedup rule) {
            recent = new RecentEvents(rule);
        }

        Verdict check(Event event) {
            byte[] block =
                    ("id: " + event.id + "\nevent: " + event.type + "\ndata: " + event.data + "\n\n").getBytes(UTF_8);
            parser.feed(block, 0, block.length);
            return verdict;
        }

        @Override
        public boolean event(EventView view) {
            id.take(parser);
            verdict = recent.checkAndRemember(view, id);
            return true;
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Dedup.Mode.class,
            names = {"ID_AND_CONTENT", "ID", "ALWAYS"})
    void it_judges_as_the_slow_rule_does(Dedup.Mode mode) {
        Set<Verdict> seen = new HashSet<>();
        for (int seed = 0; seed < 1500; seed++) {
            var random = new SplittableRandom(seed);
            Dedup rule = Dedup.defaults().mode(mode).remembered(random.nextInt(3) == 0 ? 1000 : 1 + random.nextInt(12));
            int ids = 2 + random.nextInt(12);
            seen.addAll(compare(random, new Slow(rule), new Fast(rule), ids));
        }
        assertThat(seen).contains(Verdict.NEW, Verdict.DUPLICATE);
        assertThat(seen.contains(Verdict.REPEATED_ID)).isEqualTo(mode != Dedup.Mode.ALWAYS);
    }

    /** Connections that replay parts of one history, with new events, states that come back, and resets between. */
    private static Set<Verdict> compare(SplittableRandom random, Slow slow, Fast fast, int ids) {
        Set<Verdict> seen = new HashSet<>();
        List<Event> history = new ArrayList<>();
        for (int connection = 0; connection < 6; connection++) {
            slow.connected();
            fast.recent.connected();
            int at = random.nextInt(history.size() + 1);
            for (int step = 0; step < 15; step++) {
                at += random.nextInt(5) == 0 ? random.nextInt(4) : 0;
                Event event = at < history.size() && random.nextInt(12) > 0 ? history.get(at++) : made(random, ids);
                history.add(event);
                if (random.nextInt(60) == 0) {
                    slow.clear();
                    fast.recent.clear();
                }
                Verdict expected = slow.check(event);
                assertThat(fast.check(event)).as("%s after %s", event, history).isEqualTo(expected);
                seen.add(expected);
            }
        }
        return seen;
    }

    private static Event made(SplittableRandom random, int ids) {
        String id = random.nextBoolean() ? "thing-" + random.nextInt(ids) : "n" + random.nextInt(1000);
        return new Event(id, random.nextBoolean() ? "Aa" : "BB", random.nextBoolean() ? "open" : "closed");
    }
}
