package dev.rivulet.sse.cli.servers;

import java.util.function.Predicate;

/**
 * Which part of these tests this build runs, by the system property {@code rivulet.tests}: {@code verify} the part that
 * runs after each change, {@code full} everything, {@code rest} what {@code verify} leaves out.
 */
public enum TestedPart {
    VERIFY(transport -> !transport.equals("iouring"), transport -> transport.equals("netty")),
    FULL(transport -> true, transport -> true),
    REST(transport -> transport.equals("iouring"), transport -> !transport.equals("netty"));

    private final Predicate<String> transports;
    private final Predicate<String> oneTransport;

    TestedPart(Predicate<String> transports, Predicate<String> oneTransport) {
        this.transports = transports;
        this.oneTransport = oneTransport;
    }

    /** The part of this build. */
    public static TestedPart current() {
        return switch (System.getProperty("rivulet.tests", "full")) {
            case "verify" -> VERIFY;
            case "rest" -> REST;
            default -> FULL;
        };
    }

    /** Whether tests that run over each transport run over this one. */
    boolean includes(String transport) {
        return transports.test(transport);
    }

    /** Whether tests that {@code verify} runs over one transport only run over this one. */
    boolean includesCostly(String transport) {
        return oneTransport.test(transport);
    }

    /** The number of rounds, bytes or kills: a smaller one where the build counts less, as it does after each change. */
    public static long count(long some, long all) {
        return "false".equals(System.getProperty("tck.thorough")) ? some : all;
    }
}
