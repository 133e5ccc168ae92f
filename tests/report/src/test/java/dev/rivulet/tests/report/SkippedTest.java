package dev.rivulet.tests.report;

/**
 * A test that did not run.
 *
 * @param module the folder of its module
 * @param test its class
 * @param reason why, in the words of the test
 */
record SkippedTest(String module, String test, String reason) {}
