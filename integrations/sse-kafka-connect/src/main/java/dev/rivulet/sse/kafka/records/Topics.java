package dev.rivulet.sse.kafka.records;

import dev.rivulet.sse.kafka.streams.TopicPattern;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The topics of one stream's events. Characters that Kafka forbids in a topic's name become underscores. Confined to the task's thread. */
final class Topics {
    private static final Pattern FORBIDDEN = Pattern.compile("[^a-zA-Z0-9._-]");

    private final String pattern; // of the stream; may have the placeholder of the type
    private @Nullable String lastType;
    private String lastTopic = "";

    Topics(String pattern, String stream) {
        this.pattern =
                pattern.replace(TopicPattern.STREAM, FORBIDDEN.matcher(stream).replaceAll("_"));
    }

    /** The topic of an event of this type. */
    String of(String type) {
        if (!type.equals(lastType)) {
            lastTopic = legal(pattern.replace(TopicPattern.TYPE, type));
            lastType = type;
        }
        return lastTopic;
    }

    private static String legal(String wanted) {
        String name = FORBIDDEN.matcher(wanted).replaceAll("_");
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            return "_";
        }
        return name.length() <= TopicPattern.LONGEST ? name : shortened(name);
    }

    /** Two long names that differ only at their ends stay two. */
    private static String shortened(String name) {
        String end = "-" + Integer.toHexString(name.hashCode());
        return name.substring(0, TopicPattern.LONGEST - end.length()) + end;
    }
}
