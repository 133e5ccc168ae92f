package dev.rivulet.sse.property;

/** Looks for the simplest input that fails as the first one did. The same seed gives the same result. */
final class Shrinker {
    private static final int MOST_RUNS = 20_000;
    private static final int SMALL = 8;
    private static final int FARTHEST = 64;

    private final Property.Body body;
    private Attempt simplest;
    private int runs;

    Shrinker(Property.Body body, Attempt failed) {
        this.body = body;
        this.simplest = failed;
    }

    Attempt shrink() {
        Attempt before;
        do {
            before = simplest;
            removeBlocks();
            lowerEach();
            if (simplest == before) {
                removeAndLower();
            }
        } while (simplest != before);
        return simplest;
    }

    /** Large blocks first, and small ones at each place. */
    private void removeBlocks() {
        for (int size = length(); size > 0; size = size > SMALL ? size / 2 : size - 1) {
            int step = size > SMALL ? size : 1;
            for (int from = length() - size; from >= 0; from = Math.min(from - step, length() - size)) {
                keepIfSimpler(without(from, size));
            }
        }
    }

    private void lowerEach() {
        for (int i = 0; i < length(); i++) {
            if (!keepIfSimpler(with(i, 0))) {
                lower(i);
            }
        }
    }

    private void lower(int i) {
        int length = length();
        long tooLow = 0;
        while (length == length() && simplest.choices()[i] - tooLow > 1) {
            long middle = tooLow + (simplest.choices()[i] - tooLow) / 2;
            tooLow = keepIfSimpler(with(i, middle)) ? tooLow : middle;
        }
        for (long bit = 1L << 32; length == length() && bit > 0; bit >>>= 1) {
            long choice = simplest.choices()[i];
            if ((choice & bit) != 0) {
                keepIfSimpler(with(i, choice & ~bit));
            }
        }
    }

    /** For a position or a length that was drawn after what is removed: it has to become smaller with it. */
    private void removeAndLower() {
        for (int size = 1; size <= Math.min(SMALL, length()); size++) {
            for (int from = length() - size; from >= 0; from--) {
                if (lowersAfter(from, without(from, size))) {
                    return;
                }
            }
        }
    }

    private boolean lowersAfter(int from, long[] candidate) {
        for (int i = from; i < candidate.length; i++) {
            long choice = candidate[i];
            for (long lower = choice - 1; lower >= Math.max(0, choice - FARTHEST); lower--) {
                candidate[i] = lower;
                if (keepIfSimpler(candidate)) {
                    return true;
                }
            }
            candidate[i] = choice;
        }
        return false;
    }

    private boolean keepIfSimpler(long[] candidate) {
        if (runs++ >= MOST_RUNS) {
            return false;
        }
        var attempt = Attempt.of(body, Choices.replayed(candidate));
        boolean simpler = attempt.isSimplerThan(simplest);
        simplest = simpler ? attempt : simplest;
        return simpler;
    }

    private int length() {
        return simplest.choices().length;
    }

    private long[] with(int place, long choice) {
        long[] changed = simplest.choices().clone();
        changed[place] = choice;
        return changed;
    }

    private long[] without(int from, int size) {
        long[] all = simplest.choices();
        long[] fewer = new long[all.length - size];
        System.arraycopy(all, 0, fewer, 0, from);
        System.arraycopy(all, from + size, fewer, from, fewer.length - from);
        return fewer;
    }
}
