package dev.rivulet.sse.parser;

import dev.rivulet.sse.EventView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/**
 * A sink that writes down all it gets, and holds every face of every view against the others. It can ask for a pause,
 * or throw, after any event, and throw in any other callback.
 */
final class Recorder implements EventSink {
    /** Thrown by the recorder, after it wrote down what it got. */
    static final class Interruption extends RuntimeException {
        Interruption() {
            super("thrown by the sink", null, false, false);
        }
    }

    final List<Seen> seen = new ArrayList<>();

    /** The data as received of each event, a character a byte. */
    final List<String> raw = new ArrayList<>();

    Supplier<String> lastEventId = () -> "";
    IntPredicate pausesAt = n -> false;
    IntPredicate throwsAt = n -> false;
    boolean throwsInOtherCallbacksToo;
    boolean wantsComments = true;

    @Override
    public boolean event(EventView view) {
        int n = seen.size();
        seen.add(checked(view, n));
        if (throwsAt.test(n)) {
            throw new Interruption();
        }
        return !pausesAt.test(n);
    }

    @Override
    public boolean wantsComments() {
        return wantsComments;
    }

    @Override
    public void comment(String text) {
        other(new Seen.Comment(text));
    }

    @Override
    public void retry(long millis) {
        other(new Seen.Retry(millis));
    }

    @Override
    public void checkpoint() {
        other(new Seen.Checkpoint(lastEventId.get()));
    }

    @Override
    public void skipped() {
        other(new Seen.Skipped(lastEventId.get()));
    }

    private void other(Seen what) {
        seen.add(what);
        if (throwsInOtherCallbacksToo && throwsAt.test(seen.size() - 1)) {
            throw new Interruption();
        }
    }

    List<Seen.Event> events() {
        return seen.stream()
                .filter(Seen.Event.class::isInstance)
                .map(Seen.Event.class::cast)
                .toList();
    }

    /** All faces, in an order that changes from event to event: asking for one must not change another. */
    private Seen.Event checked(EventView view, int n) {
        EventView plain = view.asReceived();
        String data = n % 2 == 0 ? view.data() : null;
        byte[] received = (n & 2) == 0 ? bytes(plain) : null;
        byte[] wellFormed = bytes(view);
        if (received == null) {
            received = bytes(plain);
        }
        if (data == null) {
            data = view.data();
        }
        String type = view.type();
        String id = view.id();
        require(data.equals(view.data()), "data() changes");
        require(Arrays.equals(wellFormed, data.getBytes(StandardCharsets.UTF_8)), "array() is not data()");
        require(ReferenceUtf8.decode(received).equals(data), "asReceived() is not data()");
        require(Arrays.equals(received, bytes(plain)), "asReceived() changes");
        require(plain.asReceived() == plain, "asReceived() of itself");
        require(ReferenceUtf8.decode(view.typeBytes()).equals(type), "typeBytes() is not type()");
        require(ReferenceUtf8.decode(view.idBytes()).equals(id), "idBytes() is not id()");
        require(id.equals(lastEventId.get()), "id() is not the parser's lastEventId()");
        require(
                plain.type().equals(type)
                        && plain.id().equals(id)
                        && plain.data().equals(data),
                "asReceived() Strings");
        require(Arrays.equals(plain.typeBytes(), view.typeBytes()), "asReceived().typeBytes()");
        require(Arrays.equals(plain.idBytes(), view.idBytes()), "asReceived().idBytes()");
        require(plain.hasId() == view.hasId(), "asReceived().hasId()");
        raw.add(new String(received, StandardCharsets.ISO_8859_1));
        return new Seen.Event(type, data, id, view.hasId());
    }

    private static byte[] bytes(EventView view) {
        return Arrays.copyOfRange(view.array(), view.offset(), view.offset() + view.length());
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError("faces of the view disagree: " + otherwise);
        }
    }
}
