package dev.rivulet.examples.llm.mock;

import java.util.Arrays;
import java.util.Locale;

/** What the mock does, by a word of the question. */
enum Scenario {
    /** It answers. */
    ANSWER,
    /** It closes the connection in the middle of the answer. */
    CUT,
    /** It ends the response in the middle of the answer, as a proxy does whose upstream is gone. */
    SHORT,
    /** It reports an error in the middle of the answer. */
    ERROR,
    /** It answers 429 the first time. */
    BUSY,
    /** It says nothing after some tokens, and keeps the connection open. */
    SILENT,
    /** It answers again and again, until the client leaves. */
    ENDLESS;

    static Scenario of(String question) {
        String words = question.toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(each -> words.contains(each.name()))
                .findFirst()
                .orElse(ANSWER);
    }
}
