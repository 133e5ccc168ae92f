package dev.rivulet.sse.micrometer;

import dev.rivulet.sse.SseRequest;
import io.micrometer.core.instrument.Tags;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The groups of sessions, by name and host. Thread-safe. */
final class SessionGroups {
    private final Tags tags;
    private final StreamNames names = new StreamNames("meters");
    private final Map<StreamNames.Key, SessionGroup> groups = new ConcurrentHashMap<>();

    SessionGroups(Tags tags) {
        this.tags = tags;
    }

    /** Those that all groups have. */
    Tags tags() {
        return tags;
    }

    Collection<SessionGroup> all() {
        return groups.values();
    }

    /** The group of a request's sessions. */
    SessionGroup of(SseRequest request) {
        StreamNames.Key key = names.of(request);
        SessionGroup group = groups.get(key);
        return group != null ? group : groups.computeIfAbsent(key, this::group);
    }

    private SessionGroup group(StreamNames.Key key) {
        return new SessionGroup(tags.and("name", key.name(), "host", key.host()));
    }
}
