package dev.rivulet.sse.tests.support;

/**
 * Which part of these tests this build runs, by the system property {@code rivulet.tests}: {@code verify} the part that
 * runs after each change, {@code full} everything, {@code rest} what {@code verify} leaves out.
 */
public enum TestedPart {
    VERIFY,
    FULL,
    REST;

    /** The part of this build. */
    public static TestedPart current() {
        return switch (System.getProperty("rivulet.tests", "full")) {
            case "verify" -> VERIFY;
            case "rest" -> REST;
            default -> FULL;
        };
    }

    /** Whether tests that run over each transport run over this one. */
    public boolean includes(String transport) {
        return takes(!transport.equals("iouring"));
    }

    /** Whether tests that {@code verify} runs over one transport only run over this one. */
    public boolean includesCostly(String transport) {
        return takes(transport.equals("netty"));
    }

    /** Whether a test that {@code verify} runs over one transport, another for the next test, runs over this one. */
    public boolean includes(String transport, String test) {
        return takes(transport.equals(Math.floorMod(test.hashCode(), 2) == 0 ? "netty" : "jdkhttp"));
    }

    private boolean takes(boolean isOfVerify) {
        return this == FULL || isOfVerify == (this == VERIFY);
    }

    /** The number of rounds, bytes or kills: a smaller one where the build counts less, as it does after each change. */
    public static long count(long some, long all) {
        return "false".equals(System.getProperty("tck.thorough")) ? some : all;
    }
}
