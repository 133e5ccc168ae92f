package dev.rivulet.sse.micrometer;

import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.http.Origin;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** The names and hosts of streams, as tags have them. Thread-safe. */
final class StreamNames {
    private static final System.Logger LOG = System.getLogger("dev.rivulet.sse.micrometer");

    /** Names that are made up, such as one for each user, must not fill the memory. */
    static final int MOST = 1_000;

    private static final Key OTHER = new Key("other", "other");

    record Key(String name, String host) {}

    private final String what;
    private final Set<Key> known = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean hasWarned = new AtomicBoolean();

    /** @param what has the tags, for the log */
    StreamNames(String what) {
        this.what = what;
    }

    /** Those of a request's sessions; {@code other} if there are too many. */
    Key of(SseRequest request) {
        String name = request.name();
        Key key = new Key(
                name == null || name.isBlank() ? "none" : name,
                Origin.of(request.uri()).host());
        if (known.contains(key)) {
            return key;
        } else if (known.size() >= MOST) {
            warn();
            return OTHER;
        }
        known.add(key);
        return key;
    }

    private void warn() {
        if (hasWarned.compareAndSet(false, true)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "there are " + what + " of " + MOST
                            + " names and hosts; further ones are counted as \"other\". Give"
                            + " requests names of which there are few: SseRequest.name");
        }
    }
}
