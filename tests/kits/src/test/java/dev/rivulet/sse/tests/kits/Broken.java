package dev.rivulet.sse.tests.kits;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A backend that breaks one rule.
 *
 * @param test what the names of the tests begin with that must catch it: the rule's, with its hyphen as an underscore
 * @param how it does so
 * @param reported a pattern of what one of those tests says of it
 */
record Broken(String test, String how, String reported, Flaw flaw) {
    static final List<Broken> ALL = all();

    /** What only passes on, and breaks nothing. */
    static final Broken NOTHING =
            new Broken("end_", "keeps it", "", Flaw.ofExchange((request, to, line) -> new Passing(to, line)));

    /** The one of this number in {@link #ALL}; of any other number, {@link #NOTHING}. */
    static Broken numbered(int number) {
        return number >= 0 ? ALL.get(number) : NOTHING;
    }

    /** As the documentation has it: {@code credit-1}. */
    String rule() {
        return ruleOf(test);
    }

    /** The rule that a test's name begins with. */
    static String ruleOf(String test) {
        return test.replaceFirst("^([a-z0-9]+)_([0-9]+).*", "$1-$2");
    }

    boolean isTold(Throwable failure) {
        return Stream.concat(Stream.of(failure), Stream.of(failure.getSuppressed()))
                .anyMatch(each -> Pattern.compile(reported, Pattern.DOTALL)
                        .matcher(String.valueOf(each.getMessage()))
                        .find());
    }

    private static List<Broken> all() {
        return Stream.of(
                        BrokenBodies.all(),
                        BrokenCancelling.all(),
                        BrokenConnections.all(),
                        BrokenCredit.all(),
                        BrokenEnds.all(),
                        BrokenFailures.all(),
                        BrokenHeads.all(),
                        BrokenHttp2.all(),
                        BrokenProxying.all(),
                        BrokenRequests.all(),
                        BrokenTransports.all())
                .flatMap(each -> each)
                .toList();
    }

    @Override
    public String toString() {
        return rule() + " " + how;
    }
}
