package dev.rivulet.sse.tck;

/** How often a test does what shows a rule only by number: fewer times by default, and as the rule says when asked to. */
final class Count {
    /** The system property; see {@link TransportTck}. */
    static final String PROPERTY = "tck.thorough";

    /** Of the tests that count, to run them alone. */
    static final String TAG = "counts";

    private static final boolean THOROUGH = Boolean.getBoolean(PROPERTY);

    private Count() {}

    static int of(int quick, int thorough) {
        return THOROUGH ? thorough : quick;
    }
}
