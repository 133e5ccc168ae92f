package dev.rivulet.examples.llm.mock;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The words of an answer. */
final class Answer {
    private static final String TEXT =
            "Tokens come one by one, so a reader need not wait for the end. When the connection is"
                    + " lost, the tokens that came stay on the page, and the rest can be asked for. When the reader presses Stop,"
                    + " the language model stops too, and its time is not paid for.";

    private Answer() {}

    /** Those that answer the last message; after a part of this answer, the rest. */
    static List<String> to(JsonNode messages) {
        String begun = isContinued(messages) ? textOf(messages, messages.size() - 1) : "";
        return tokens(TEXT.startsWith(begun) ? TEXT.substring(begun.length()) : TEXT);
    }

    /** Whether the last message is a part of an answer. */
    static boolean isContinued(JsonNode messages) {
        return messages.path(messages.size() - 1).path("role").asString("").equals("assistant");
    }

    /** The last message of the user. */
    static String question(JsonNode messages) {
        return textOf(messages, messages.size() - (isContinued(messages) ? 2 : 1));
    }

    /** A string, or as some clients write it, a list of parts. */
    private static String textOf(JsonNode messages, int index) {
        JsonNode content = messages.path(index).path("content");
        return content.isArray() ? content.path(0).path("text").asString("") : content.asString("");
    }

    /** Most tokens begin with the space before the word. */
    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        for (int from = 0, to; from < text.length(); from = to) {
            int space = text.indexOf(' ', from + 1);
            to = space < 0 ? text.length() : space;
            tokens.add(text.substring(from, to));
        }
        return tokens;
    }
}
