package dev.rivulet.sse.tests.session;

/** How often a test does what shows a rule only by number: a tenth in {@code mvn verify}, all of it with {@code -Pfull}. */
final class Rounds {
    private static final boolean SOME = "false".equals(System.getProperty("tck.thorough"));

    private Rounds() {}

    static int of(int all) {
        return SOME ? all / 10 : all;
    }
}
