package dev.rivulet.examples.wikimedia;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** An event of the mock server, with the fields of Wikimedia's that matter here. */
record Change(Topic topic, long offset, long timestamp) {
    /** Wikimedia sends test events, too, in the topic with few others. */
    boolean isCanary() {
        return topic == Topic.CODFW && offset % 5 == 4;
    }

    String json() {
        String domain = isCanary() ? "canary" : "en.wikipedia.org";
        String wiki = offset % 3 == 0 ? "commonswiki" : "enwiki";
        return ("{\"$schema\":\"/mediawiki/recentchange/1.0.0\",\"meta\":{\"id\":\"%s\",\"domain\":\"%s\",\"topic\":\"%s\","
                        + "\"partition\":0,\"offset\":%d},\"type\":\"edit\",\"title\":\"Page %d\",\"wiki\":\"%s\"}")
                .formatted(metaId(), domain, topic.topicName(), offset, offset % 100, wiki);
    }

    private UUID metaId() {
        return UUID.nameUUIDFromBytes((topic + "/" + offset).getBytes(StandardCharsets.UTF_8));
    }
}
