package dev.rivulet.sse.kafka.records;

import java.util.regex.Pattern;

/**
 * The name of a topic, in which <code>${stream}</code> and <code>${type}</code> stand for the stream's name and the event's
 * type. Characters that Kafka forbids in a topic's name become underscores.
 */
final class TopicPattern {
    private static final String STREAM = "${stream}";
    private static final String TYPE = "${type}";
    private static final int LONGEST = 249;
    private static final Pattern FORBIDDEN = Pattern.compile("[^a-zA-Z0-9._-]");

    private final String pattern;
    private final boolean byType;

    TopicPattern(String pattern) {
        this.pattern = pattern;
        this.byType = pattern.contains(TYPE);
    }

    /** Whether events of one stream may go to several topics. */
    boolean isByType() {
        return byType;
    }

    /** The topic of an event. */
    String topic(String stream, String type) {
        String name = FORBIDDEN
                .matcher(pattern.replace(STREAM, stream).replace(TYPE, type))
                .replaceAll("_");
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            return "_";
        }
        return name.length() <= LONGEST ? name : shortened(name);
    }

    /** Two long names that differ only at their ends stay two. */
    private static String shortened(String name) {
        String end = "-" + Integer.toHexString(name.hashCode());
        return name.substring(0, LONGEST - end.length()) + end;
    }
}
