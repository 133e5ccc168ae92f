package dev.rivulet.sse.tests.interop.cuts;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.SplittableRandom;

/** One request of a stream and what it gets, which follows from the seed, the stream and how often it has asked. */
final class Visit {
    private static final int MOST_BURSTS = 20;
    private static final int MOST_EVENTS = 8;
    private static final int MOST_REPEATED = 30;

    final Fate fate;

    /** How many events are sent again that the client has confirmed. */
    final int repeated;

    private final SplittableRandom random;
    private final int stream;
    private final String lineEnd;
    private int burstsLeft;
    private long next;

    Visit(long seed, int stream, int number, long lastEventId) {
        this.random = new SplittableRandom(seed * 1_000_003 + stream * 100_000_007L + number);
        this.stream = stream;
        this.fate = Fate.draw(random);
        this.lineEnd = random.nextInt(4) == 0 ? "\r\n" : "\n";
        this.burstsLeft = random.nextInt(MOST_BURSTS);
        this.repeated = (int) Math.min(lastEventId, random.nextInt(3) == 0 ? random.nextInt(MOST_REPEATED) : 0);
        this.next = lastEventId - repeated + 1;
    }

    boolean hasMore() {
        return burstsLeft > 0;
    }

    /** Some events. */
    byte[] burst() {
        burstsLeft--;
        var bytes = new ByteArrayOutputStream();
        for (int i = random.nextInt(MOST_EVENTS); i >= 0; i--) {
            bytes.writeBytes(new Tick(stream, next++).wire(lineEnd));
        }
        return bytes.toByteArray();
    }

    /** The beginning of the next event, at least a byte of it, and never the whole. */
    byte[] part() {
        byte[] whole = new Tick(stream, next).wire(lineEnd);
        return Arrays.copyOf(whole, 1 + random.nextInt(whole.length - 1));
    }

    /** Where a burst is cut in two chunks, of which the second comes later; 0 where it is not. */
    int split(int length) {
        return random.nextInt(3) == 0 ? random.nextInt(length) : 0;
    }

    boolean sendsRetry() {
        return random.nextInt(4) == 0;
    }

    int millis(int least, int most) {
        return random.nextInt(least, most);
    }
}
