package dev.rivulet.sse.bench.live;

import dev.rivulet.sse.bench.Spread;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What each of several answered, turn by turn. */
final class Turns<K> {
    private final Map<K, List<long[]>> answers = new LinkedHashMap<>();

    /** Each in turn, round after round, while the others stand still; who begins changes. */
    static <K> Turns<K> rotating(Map<K, LiveProcess> lanes, int rounds, String turn) throws IOException {
        var turns = new Turns<K>();
        List<K> order = List.copyOf(lanes.keySet());
        order.forEach(key -> turns.answers.put(key, new ArrayList<>()));
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < order.size(); i++) {
                K next = order.get((round + i) % order.size());
                turns.add(next, lanes.get(next).run(turn));
            }
        }
        return turns;
    }

    void add(K key, long... answer) {
        answers.computeIfAbsent(key, absent -> new ArrayList<>()).add(answer);
    }

    Set<K> keys() {
        return answers.keySet();
    }

    Spread spread(K key, ToDoubleFunction<long[]> value) {
        return Spread.of(answers.get(key).stream().mapToDouble(value));
    }

    /** The median of the ratios in each round; NaN where the other was not measured. */
    double ratio(K key, K other, ToDoubleFunction<long[]> value) {
        List<long[]> theirs = answers.get(other);
        if (theirs == null) {
            return Double.NaN;
        }
        List<long[]> mine = answers.get(key);
        Spread ratios = Spread.of(IntStream.range(0, mine.size())
                .mapToDouble(round -> value.applyAsDouble(mine.get(round)) / value.applyAsDouble(theirs.get(round))));
        return ratios.median();
    }
}
