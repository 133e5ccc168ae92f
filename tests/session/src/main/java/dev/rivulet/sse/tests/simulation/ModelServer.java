package dev.rivulet.sse.tests.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rivulet.sse.policy.Limits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The server: what it has published, how it numbers it, and where it resumes. It knows what its bytes mean. */
final class ModelServer {
    static final int SMALL_LIMIT = 64;
    private static final int HISTORY = 48;

    private final Setup setup;
    private final List<Entry> history = new ArrayList<>();
    private int id;
    private int serial;
    private String lastData = "none";
    private final Map<String, String> states = new HashMap<>(); // of things, by name

    ModelServer(Setup setup) {
        this.setup = setup;
    }

    /** Forgets everything, and counts from 1 again. */
    void restart() {
        history.clear();
        id = 0;
    }

    Entry publish(Block block) {
        Entry entry = make(block);
        history.add(entry);
        if (history.size() > HISTORY) {
            history.remove(0);
        }
        return entry;
    }

    /** What a new stream begins with. */
    List<Entry> opened(@Nullable String lastEventId) {
        if (!setup.renumbers()) {
            return repeated(lastEventId);
        }
        restart();
        return List.of(publish(new Block(Block.Kind.GREETING, Block.LineEnd.LF, 0)));
    }

    private List<Entry> repeated(@Nullable String lastEventId) {
        int found = -1;
        for (int i = 0; i < history.size(); i++) {
            if (lastEventId != null && lastEventId.equals(history.get(i).id())) {
                found = i;
            }
        }
        int before = Math.max(0, found - setup.overlap());
        return switch (setup.resume()) {
            case AFTER -> from(found + 1);
            case AT -> from(Math.max(0, found));
            case BEFORE -> from(before);
            case WITH_GAPS -> withGaps(before, found);
            case FROM_START -> from(0);
            case LIVE -> List.of();
        };
    }

    private List<Entry> from(int index) {
        return List.copyOf(history.subList(index, history.size()));
    }

    private List<Entry> withGaps(int from, int upTo) {
        List<Entry> left = new ArrayList<>();
        for (int i = from; i < history.size(); i++) {
            if (i > upTo || (i + setup.overlap()) % 3 != 0) {
                left.add(history.get(i));
            }
        }
        return left;
    }

    private Entry make(Block block) {
        return switch (block.kind()) {
            case EVENT -> numbered(block, "e" + serial);
            case SAME_DATA -> numbered(block, lastData);
            case GREETING -> numbered(block, "hello");
            case LONG -> tooLong(block);
            case SAME_ID -> event(block, String.valueOf(id), "e" + serial);
            case ONE_ID -> event(block, "all", block.variant() % 4 == 0 ? "tick" : "e" + serial);
            case STATE -> state(block, block.variant() / 2 % 2 == 0 ? "open" : "closed");
            case REFRESH -> state(block, null);
            case ANONYMOUS, NUL_ID -> event(block, null, "e" + serial);
            case AGAIN -> again(block);
            case EMPTY_ID -> event(block, "", "e" + serial);
            case CHECKPOINT -> checkpoint(block, String.valueOf(++id));
            case RESET -> checkpoint(block, "");
            case COMMENT -> entry(block, null, -1, ": hello" + block.end().text, List.of());
            case RETRY -> retry(block);
        };
    }

    private Entry numbered(Block block, String data) {
        lastData = data;
        return event(block, String.valueOf(++id), data);
    }

    /** A thing's state: this one, or that which it had last. */
    private Entry state(Block block, @Nullable String changed) {
        String name = "thing-" + block.variant() % 2;
        String state = changed == null ? states.getOrDefault(name, "closed") : changed;
        states.put(name, state);
        return event(new Block(block.kind(), block.end(), 0), name, state);
    }

    private Entry again(Block block) {
        List<Entry> events = history.stream().filter(each -> each.serial() >= 0).toList();
        return events.isEmpty()
                ? event(block, null, "e" + serial)
                : events.get(Math.floorMod(events.size() - 1 - block.variant(), events.size()));
    }

    private Entry retry(Block block) {
        String line = "retry: " + block.retry() + block.end().text;
        boolean valid = block.retry().chars().allMatch(c -> c >= '0' && c <= '9');
        long millis = !valid ? 0 : block.retry().length() > 18 ? Long.MAX_VALUE : Long.parseLong(block.retry());
        int done = line.length() - block.end().text.length() + 1;
        return entry(block, null, -1, line, valid ? List.of(new Entry.Mark(done, new Item.Retry(millis))) : List.of());
    }

    private Entry checkpoint(Block block, String own) {
        String text =
                (block.variant() % 2 == 1 ? "event: unsaid" + block.end().text : "") + "id: " + own + block.end().text;
        return whole(block, own, -1, text, new Item.Checkpoint(own));
    }

    private Entry event(Block block, @Nullable String own, String data) {
        Item.Event made = made(block, own, data);
        return whole(block, own, made.serial(), text(block, made, data), made);
    }

    private Item.Event made(Block block, @Nullable String own, String data) {
        String type = block.variant() % 3 == 1 ? "t" + block.variant() % 5 : "message";
        return new Item.Event(serial++, type, data, own);
    }

    /** An event that exceeds the small limit. */
    private Entry tooLong(Block block) {
        String own = String.valueOf(++id);
        String data = "e" + serial + "x".repeat(SMALL_LIMIT + Math.floorMod(block.variant(), 100));
        Item.Event made = made(block, own, data);
        String text = text(block, made, data);
        if (setup.limits().eventBytes() != SMALL_LIMIT) {
            return whole(block, own, made.serial(), text, made);
        }
        return setup.limits().oversizedEvent() == Limits.OversizedEvent.SKIP
                ? whole(block, own, -1, text, new Item.Checkpoint(own))
                : whole(block, own, -1, text, new Item.Breach());
    }

    private static String text(Block block, Item.Event event, String data) {
        String end = block.end().text;
        String own = block.kind() == Block.Kind.NUL_ID ? "7\0" : event.id();
        String idLine = own == null ? "" : own.isEmpty() ? "id" + end : "id: " + own + end;
        String typeLine = event.type().equals("message") ? "" : "event:" + event.type() + end;
        String dataLine = "data: " + data + end;
        return block.variant() % 2 == 0 ? idLine + typeLine + dataLine : typeLine + dataLine + idLine;
    }

    /** A block whose meaning is complete with the first byte of its blank line. */
    private static Entry whole(Block block, @Nullable String own, int serial, String text, Item item) {
        var done = new Entry.Mark(text.length() + 1, item);
        return entry(
                block,
                own,
                serial,
                text,
                item instanceof Item.Breach ? List.of(new Entry.Mark(1, new Item.LongBegins()), done) : List.of(done));
    }

    private static Entry entry(Block block, @Nullable String own, int serial, String text, List<Entry.Mark> marks) {
        return new Entry(own, serial, (text + block.end().text).getBytes(UTF_8), marks);
    }
}
