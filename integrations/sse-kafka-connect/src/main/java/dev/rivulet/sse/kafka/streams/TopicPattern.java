package dev.rivulet.sse.kafka.streams;

import java.util.regex.Pattern;

/** What a name of a topic may be, and what may stand in it for the stream and the type of an event. */
public final class TopicPattern {
    /** Stands for the stream's name. */
    public static final String STREAM = "${stream}";

    /** Stands for the event's type. */
    public static final String TYPE = "${type}";

    /** The most characters that Kafka takes. */
    public static final int LONGEST = 249;

    private static final Pattern LEGAL = Pattern.compile("[a-zA-Z0-9._-]+");

    private TopicPattern() {}

    /**
     * Checks a name that may have {@link #STREAM} and {@link #TYPE} in it.
     *
     * @throws IllegalArgumentException if it can never become a topic's name
     */
    public static void check(String pattern) {
        checkName(pattern.replace(STREAM, "s").replace(TYPE, "t"), pattern);
    }

    /** Whether the server chooses the whole name, which may be that of one of Connect's own topics. */
    public static boolean isOnlyType(String pattern) {
        return pattern.replace(TYPE, "").isEmpty();
    }

    /**
     * Checks a name without placeholders.
     *
     * @throws IllegalArgumentException if Kafka would refuse it
     */
    public static void checkName(String topic) {
        checkName(topic, topic);
    }

    private static void checkName(String topic, String shown) {
        if (topic.isEmpty()) {
            throw new IllegalArgumentException("the topic's name is empty");
        }
        if (topic.length() > LONGEST) {
            throw new IllegalArgumentException("the topic's name has more than " + LONGEST + " characters");
        }
        if (!LEGAL.matcher(topic).matches()) {
            throw new IllegalArgumentException("\"" + shown + "\" is not a topic's name: Kafka takes letters, digits,"
                    + " '.', '_' and '-' only; " + STREAM + " and " + TYPE + " are the only placeholders");
        }
        if (topic.equals(".") || topic.equals("..")) {
            throw new IllegalArgumentException("Kafka takes no topic named \"" + topic + "\"");
        }
    }
}
