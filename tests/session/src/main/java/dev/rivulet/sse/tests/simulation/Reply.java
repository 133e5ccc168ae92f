package dev.rivulet.sse.tests.simulation;

/** How the model server answers a request. */
public sealed interface Reply {
    /** The stream. */
    record Stream(boolean gzip, boolean mark) implements Reply {}

    /**
     * Anything else.
     *
     * @param status 200 for a page instead of the stream
     * @param ends whether the body ends; else the exchange hangs after a few bytes of it
     */
    record Other(int status, Wait asks, Leads leads, boolean ends) implements Reply {
        boolean isRedirect() {
            return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
        }

        /** Whether the client follows it. */
        boolean isFollowed() {
            return isRedirect() && (leads == Leads.SAME_ORIGIN || leads == Leads.ELSEWHERE);
        }
    }

    /** What it says of the time to wait. */
    enum Wait {
        NOTHING,
        ZERO,
        SECONDS,
        MILLIS,
        DATE,
        DATE_AGAINST_DATE,
        PAST_DATE,
        GARBAGE,
        HUGE
    }

    /** Where it leads. */
    enum Leads {
        NOWHERE,
        SAME_ORIGIN,
        ELSEWHERE,
        GARBAGE,
        PLAIN_TEXT
    }
}
