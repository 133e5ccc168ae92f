package dev.rivulet.sse.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes text that comes in tokens, as a language model's does: words with the space in front of them, and full stops. */
final class Tokens {
    private static final List<String> WHO = List.of(
            "the river",
            "a small stream",
            "every drop",
            "the rain",
            "a paper boat",
            "the old mill",
            "a naïve trout",
            "the water",
            "a leaf",
            "the tide",
            "a 川 in Kyoto",
            "the ferry 🌊");
    private static final List<String> WHAT = List.of(
            "carries",
            "follows",
            "forgets",
            "remembers",
            "finds",
            "waits for",
            "returns to",
            "never loses",
            "passes",
            "counts",
            "leaves",
            "sings of");
    private static final List<String> WHOM = List.of(
            "the sea",
            "its banks",
            "each stone once",
            "the bridge",
            "nothing twice",
            "the way home",
            "what was lost",
            "the morning light",
            "the hills",
            "a quiet café",
            "its own name",
            "the next bend");
    private static final List<String> HOW = List.of(
            "in order",
            "without hurry",
            "after the storm",
            "before it is asked",
            "when the dam breaks",
            "at night",
            "as it always has",
            "drop by drop",
            "and continues",
            "under the ice");

    private Tokens() {}

    /** So many tokens. The same from the same numbers. */
    static List<String> of(int count, RandomGenerator random) {
        List<String> tokens = new ArrayList<>(count);
        while (tokens.size() < count) {
            sentence(tokens, random);
        }
        return List.copyOf(tokens.subList(0, count));
    }

    private static void sentence(List<String> into, RandomGenerator random) {
        String sentence = String.join(" ", any(WHO, random), any(WHAT, random), any(WHOM, random), any(HOW, random));
        String separator = into.isEmpty() ? "" : " ";
        for (String word : capital(sentence).split(" ", -1)) {
            into.add(separator + word);
            separator = " ";
        }
        into.add(".");
    }

    private static String any(List<String> of, RandomGenerator random) {
        return of.get(random.nextInt(of.size()));
    }

    private static String capital(String sentence) {
        return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
