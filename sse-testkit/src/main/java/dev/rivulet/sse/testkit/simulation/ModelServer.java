package dev.rivulet.sse.testkit.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rivulet.sse.policy.Limits;
import java.util.ArrayList;
import java.util.List;
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
    private boolean honest = true;

    ModelServer(Setup setup) {
        this.setup = setup;
    }

    /** Whether every event so far has an id of its own that no other has. */
    boolean isHonest() {
        return honest;
    }

    void repeatedTooMuch() {
        honest = false;
    }

    List<Entry> history() {
        return history;
    }

    /** Forgets everything, and counts from 1 again. */
    void restart() {
        history.clear();
        id = 0;
        honest = false;
    }

    Entry publish(Block block) {
        Entry entry = make(block);
        history.add(entry);
        if (history.size() > HISTORY) {
            history.remove(0);
        }
        return entry;
    }

    /** From where a new stream repeats the history. */
    int resumeAt(@Nullable String lastEventId) {
        int found = -1;
        for (int i = 0; i < history.size(); i++) {
            if (lastEventId != null && lastEventId.equals(history.get(i).id())) {
                found = i;
            }
        }
        return switch (setup.resume()) {
            case AFTER -> found + 1;
            case AT -> Math.max(0, found);
            case BEFORE -> Math.max(0, found - setup.overlap());
            case FROM_START -> 0;
            case LIVE -> history.size();
        };
    }

    private Entry make(Block block) {
        boolean isLong = block.kind() == Block.Kind.LONG;
        return switch (block.kind()) {
            case EVENT, SAME_DATA, LONG -> event(block, String.valueOf(++id), isLong);
            case SAME_ID -> dishonest(event(block, String.valueOf(id), false));
            case ANONYMOUS, NUL_ID -> dishonest(event(block, null, false));
            case AGAIN -> dishonest(again(block));
            case EMPTY_ID -> dishonest(event(block, "", false));
            case CHECKPOINT -> checkpoint(block, String.valueOf(++id));
            case RESET -> dishonest(checkpoint(block, ""));
            case COMMENT -> entry(block, null, -1, ": hello" + block.end().text, List.of());
            case RETRY -> retry(block);
        };
    }

    private Entry dishonest(Entry entry) {
        honest = false;
        return entry;
    }

    private Entry again(Block block) {
        List<Entry> events = history.stream().filter(each -> each.serial() >= 0).toList();
        return events.isEmpty()
                ? event(block, null, false)
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

    private Entry event(Block block, @Nullable String own, boolean isLong) {
        String data = block.kind() == Block.Kind.SAME_DATA ? lastData : "e" + serial;
        if (isLong) {
            data += "x".repeat(SMALL_LIMIT + Math.floorMod(block.variant(), 100));
        } else {
            lastData = data;
        }
        String type = block.variant() % 3 == 1 ? "t" + block.variant() % 5 : "message";
        Item.Event made = new Item.Event(serial++, type, data, own);
        String text = text(block, made, data);
        boolean breach = isLong && setup.limits().eventBytes() == SMALL_LIMIT;
        if (!breach) {
            return whole(block, own, made.serial(), text, made);
        }
        return setup.limits().onBreach() == Limits.Breach.SKIP
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
