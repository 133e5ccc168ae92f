package dev.rivulet.tests.report;

/**
 * A test that did not run.
 *
 * @param reason why, in the words of the test
 */
record SkippedTest(TestName name, String reason) {
    String module() {
        return name.module();
    }

    /** Whether this part of the tests leaves it to another. */
    boolean isLeft() {
        return reason.contains("left to -");
    }
}
