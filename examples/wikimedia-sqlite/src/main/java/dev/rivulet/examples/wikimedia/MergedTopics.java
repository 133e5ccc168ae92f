package dev.rivulet.examples.wikimedia;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The events of one connection to the mock server: of all topics, roughly by time. No two connections mix them alike. */
final class MergedTopics {
    private static final Pattern POSITION =
            Pattern.compile("\"topic\":\"(\\w+)\\.mediawiki\\.recentchange\",\"partition\":0,(\"timestamp\":(\\d+))?");
    private static final int JITTER = 1_000;

    private final Map<Topic, Long> next = new EnumMap<>(Topic.class); // offsets
    private final Map<Topic, String> positions = new EnumMap<>(Topic.class);
    private final Random random;

    /**
     * Begins where an ID says.
     *
     * @param id the Last-Event-ID; null: at the beginning, so that a run can be checked
     * @param end the time at which the topics end now
     */
    MergedTopics(@Nullable String id, long end, long connection) {
        random = new Random(connection);
        for (Topic topic : Topic.values()) {
            next.put(topic, id == null ? 0 : topic.firstFrom(end));
            positions.put(topic, "\"offset\":-1");
        }
        if (id != null) {
            POSITION.matcher(id)
                    .results()
                    .filter(found -> found.group(2) != null)
                    .forEach(found -> {
                        Topic topic = Topic.of(found.group(1));
                        next.put(topic, topic.firstFrom(Long.parseLong(found.group(3))));
                        positions.put(topic, found.group(2));
                    });
        }
    }

    Change next() {
        Change first = nextOf(Topic.EQIAD);
        Change other = nextOf(Topic.CODFW);
        Change change = other.timestamp() < first.timestamp() + random.nextInt(JITTER) ? other : first;
        next.put(change.topic(), change.offset() + 1);
        positions.put(change.topic(), "\"timestamp\":" + (change.timestamp() + 1));
        return change;
    }

    private Change nextOf(Topic topic) {
        return topic.at(requireNonNull(next.get(topic)));
    }

    /** That of the event returned last. */
    String id() {
        return positions.entrySet().stream()
                .map(each -> "{\"topic\":\"%s\",\"partition\":0,%s}"
                        .formatted(each.getKey().topicName(), each.getValue()))
                .collect(Collectors.joining(",", "[", "]"));
    }
}
