package dev.rivulet.sse.tests.interop.cuts;

import java.util.SplittableRandom;

/** How the server treats one request, and how often it does so in a hundred. */
enum Fate {
    /** A clean end; the connection is kept. */
    END(14),
    /** A clean end, and then the end of the connection. */
    END_AND_CLOSE(9),
    /** A clean end after half an event. */
    END_IN_AN_EVENT(7),
    /** The end of the connection instead of that of the body, between two events. */
    CUT(14),
    CUT_IN_AN_EVENT(14),
    /** A reset between two events; what the client has not read yet is lost. */
    RESET(13),
    RESET_IN_AN_EVENT(9),
    /** Silence, and then the end of the connection. */
    STALL(5),
    /** Silence, until the client closes the connection. */
    STALL_FOR_EVER(4),
    /** 503 and a body; the connection is kept. */
    REFUSED(7),
    /** The end of the connection instead of a response. */
    NO_RESPONSE(4);

    private final int percent;

    Fate(int percent) {
        this.percent = percent;
    }

    static Fate draw(SplittableRandom random) {
        int left = random.nextInt(100);
        for (Fate fate : values()) {
            left -= fate.percent;
            if (left < 0) {
                return fate;
            }
        }
        throw new AssertionError("the shares are less than 100 percent");
    }

    boolean isInAnEvent() {
        return this == END_IN_AN_EVENT || this == CUT_IN_AN_EVENT || this == RESET_IN_AN_EVENT;
    }
}
