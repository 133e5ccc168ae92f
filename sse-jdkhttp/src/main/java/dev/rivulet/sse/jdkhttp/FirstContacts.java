package dev.rivulet.sse.jdkhttp;

import dev.rivulet.sse.spi.TransportRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets one exchange make the HTTP/2 connection to an origin, and those that come meanwhile wait for it, for two seconds at
 * most. Without it each makes a connection of its own, of which the JDK uses one from then on and leaves the others open.
 */
final class FirstContacts {
    private static final long MOST_MILLIS = 2_000;
    private static final Executor LATER = CompletableFuture.delayedExecutor(MOST_MILLIS, TimeUnit.MILLISECONDS);

    /** Each client has connections of its own. It is not named itself: before JDK 21 it ends when nothing refers to it. */
    private record Key(Duration connectTimeout, String authority) {}

    /** What is known of an origin while there are exchanges with it. All by the lock. */
    private static final class Origin {
        private @Nullable Admission first; // on its way to a head
        private List<Runnable> waiting = new ArrayList<>();
        private int exchanges;
        private int streams; // of them, those that are open over HTTP/2
        private boolean speaksHttp11;
    }

    private final Map<Key, Origin> origins = new HashMap<>();

    /** Where it matters; else null. */
    @Nullable
    Admission admission(HttpClient client, TransportRequest request) {
        URI uri = request.uri();
        boolean matters = client.version() == HttpClient.Version.HTTP_2 && "https".equalsIgnoreCase(uri.getScheme());
        return matters ? new Admission(new Key(request.connectTimeout(), String.valueOf(uri.getRawAuthority()))) : null;
    }

    /** The way of one exchange. */
    final class Admission {
        private final Key key;
        private boolean begun; // by the lock, as all
        private boolean isStream;

        private Admission(Key key) {
            this.key = key;
        }

        /** Begins now, or when the first contact is made or takes too long. */
        void begin(Runnable exchange) {
            synchronized (origins) {
                Origin origin = origins.computeIfAbsent(key, unknown -> new Origin());
                begun = true;
                origin.exchanges++;
                if (origin.first != null) {
                    origin.waiting.add(exchange);
                    return;
                }
                if (origin.streams == 0 && !origin.speaksHttp11) {
                    origin.first = this;
                    LATER.execute(this::letOthersBegin);
                }
            }
            exchange.run();
        }

        /** There is a connection, which others can share if it is one of HTTP/2. */
        void connected() {
            letOthersBegin();
        }

        /** The head came. */
        void opened(String protocol) {
            synchronized (origins) {
                Origin origin = origins.get(key);
                if (origin != null && !isStream) {
                    isStream = protocol.equals("h2");
                    origin.streams += isStream ? 1 : 0;
                    origin.speaksHttp11 = !isStream;
                }
            }
            letOthersBegin();
        }

        void over() {
            letOthersBegin();
            synchronized (origins) {
                Origin origin = origins.get(key);
                if (origin != null && begun) {
                    begun = false;
                    origin.streams -= isStream ? 1 : 0;
                    if (--origin.exchanges == 0) {
                        origins.remove(key);
                    }
                }
            }
        }

        /** On threads that hold nothing: what they begin may fail at once, and tell so. */
        private void letOthersBegin() {
            List<Runnable> released = List.of();
            synchronized (origins) {
                Origin origin = origins.get(key);
                if (origin != null && origin.first == this) {
                    origin.first = null;
                    released = origin.waiting;
                    origin.waiting = new ArrayList<>();
                }
            }
            released.forEach(ForkJoinPool.commonPool()::execute);
        }
    }
}
