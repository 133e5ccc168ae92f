package dev.rivulet.sse.tests.simulation;

/** What holds in every schedule. */
public enum Invariant {
    ONE_EXCHANGE("an older exchange is over before a newer one is opened"),
    NOTHING_LOST("a whole event that was received, and is no duplicate, is delivered, in order"),
    AT_MOST_ONCE("what an honest server resumes is delivered once, in order; a duplicate by the rule is not delivered"),
    NEW_IS_DELIVERED("an event of new content is never taken for a duplicate by content"),
    CURSOR("the committed cursor is that of what was handled, never ahead of it"),
    LAST_EVENT_ID("Last-Event-ID is the id after the last whole event received"),
    CLOSE_IS_FINAL("after close() only the running callback finishes, then comes Closed, and nothing after it"),
    RELEASED("at the end no buffer, no timer and no exchange is left"),
    TWO_BURSTS("at most two bursts are in flight"),
    DELAY("every delay, and the number of attempts, is within the policy's bounds"),
    ONE_CALLBACK("callbacks are neither nested nor concurrent"),
    REASON("a session ends only for a reason"),
    ENDS("a session that is closed reaches Closed"),
    NO_SPIN("no endless work in one instant"),
    FAIR_SHARE("a session ahead of its handler leaves its thread to others after some milliseconds"),
    LOST_TASK("a task that the executor has lost is given to it again"),
    SILENCE("a connection that has fallen silent is given up in time"),
    CONTRACT("nothing throws what it should not, and lent buffers are respected");

    private final String sentence;

    Invariant(String sentence) {
        this.sentence = sentence;
    }

    @Override
    public String toString() {
        return name() + ": " + sentence;
    }
}
