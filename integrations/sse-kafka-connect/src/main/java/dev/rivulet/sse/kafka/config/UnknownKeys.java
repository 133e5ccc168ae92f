package dev.rivulet.sse.kafka.config;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Keys that are no options but look like ours: most likely misspelled ones. */
final class UnknownKeys {
    /** First words of keys that Connect has, too. */
    private static final Set<String> SHARED = Set.of("topic", "value");

    private UnknownKeys() {}

    static List<String> in(Collection<String> keys) {
        Set<String> known = Definition.configDef().names();
        Set<String> words = new TreeSet<>();
        known.forEach(each -> words.add(firstWord(each)));
        words.removeAll(SHARED);
        return keys.stream()
                .filter(each -> !known.contains(each) && words.contains(firstWord(each)))
                .filter(each -> !each.startsWith(ListOptions.CONSUMER))
                .sorted()
                .toList();
    }

    private static String firstWord(String key) {
        int dot = key.indexOf('.');
        return dot < 0 ? key : key.substring(0, dot);
    }
}
