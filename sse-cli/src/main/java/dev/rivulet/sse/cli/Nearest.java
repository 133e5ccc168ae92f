package dev.rivulet.sse.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what was probably meant by a mistyped word. */
final class Nearest {
    private static final int MOST_EDITS = 3;

    private Nearest() {}

    /** The word that differs least from the mistyped one, if it differs little for its length. */
    static Optional<String> to(String mistyped, Collection<String> words) {
        return words.stream()
                .filter(word -> edits(mistyped, word) <= Math.min(MOST_EDITS, word.length() / 2))
                .min(Comparator.comparingInt((String word) -> edits(mistyped, word))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** How many letters are added, left out, replaced or swapped with the next one (optimal string alignment). */
    static int edits(String from, String to) {
        int[][] edits = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                edits[i][j] = i == 0 || j == 0 ? i + j : least(edits, from, to, i, j);
            }
        }
        return edits[from.length()][to.length()];
    }

    private static int least(int[][] edits, String from, String to, int i, int j) {
        boolean same = from.charAt(i - 1) == to.charAt(j - 1);
        int least = Math.min(edits[i - 1][j - 1] + (same ? 0 : 1), Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(least, edits[i - 2][j - 2] + 1) : least;
    }
}
