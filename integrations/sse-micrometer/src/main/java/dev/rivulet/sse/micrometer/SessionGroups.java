package dev.rivulet.sse.micrometer;

import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.http.Origin;
import io.micrometer.core.instrument.Tags;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** The groups of sessions, by name and host. Thread-safe. */
final class SessionGroups {
    private static final System.Logger LOG = System.getLogger("dev.rivulet.sse.micrometer");

    /** Names that are made up, such as one for each user, must not fill the memory. */
    static final int MOST = 1_000;

    private static final Key OTHER = new Key("other", "other");

    private record Key(String name, String host) {}

    private final Tags tags;
    private final Map<Key, SessionGroup> groups = new ConcurrentHashMap<>();
    private final AtomicBoolean hasWarned = new AtomicBoolean();

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
        String name = request.name();
        Key key = new Key(
                name == null || name.isBlank() ? "none" : name,
                Origin.of(request.uri()).host());
        SessionGroup group = groups.get(key);
        return group != null ? group : groups.computeIfAbsent(mayAdd() ? key : OTHER, this::group);
    }

    private boolean mayAdd() {
        if (groups.size() < MOST) {
            return true;
        }
        if (hasWarned.compareAndSet(false, true)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "there are meters of " + MOST + " names and hosts; further ones are counted as \"other\". Give"
                            + " requests names of which there are few: SseRequest.name");
        }
        return false;
    }

    private SessionGroup group(Key key) {
        return new SessionGroup(tags.and("name", key.name(), "host", key.host()));
    }
}
