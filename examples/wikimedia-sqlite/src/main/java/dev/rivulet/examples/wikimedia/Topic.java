package dev.rivulet.examples.wikimedia;

import java.util.Locale;

/** A topic of the mock server. Its events follow from their offsets, so that each run has the same. */
enum Topic {
    /** 50 events a second: always three in one millisecond, and some of them out of order. */
    EQIAD(0, 60, 3),
    /** An event each second and a half, from the fifth second on. */
    CODFW(5_000, 1_500, 1);

    private static final long BEGIN = 1_790_000_000_000L; // in 2026
    private static final long DISORDER = 2_000;

    private final long begin;
    private final long step;
    private final int together;

    Topic(long begin, long step, int together) {
        this.begin = begin;
        this.step = step;
        this.together = together;
    }

    static Topic of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** As in events and IDs. */
    String topicName() {
        return name().toLowerCase(Locale.ROOT) + ".mediawiki.recentchange";
    }

    Change at(long offset) {
        return new Change(this, offset, timestamp(offset));
    }

    private long timestamp(long offset) {
        long regular = BEGIN + begin + offset / together * step;
        return offset % 37 == 36 ? regular - DISORDER : regular;
    }

    /** The first event of that time or later, as Kafka finds it. */
    long firstFrom(long timestamp) {
        long offset = Math.max(0, (timestamp - BEGIN - begin) / step) * together;
        while (timestamp(offset) < timestamp) {
            offset++;
        }
        return offset;
    }
}
