package dev.rivulet.sse.jdkhttp;

import dev.rivulet.sse.spi.TransportRequest;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Leads exchanges to HTTP/2 connections. One exchange at a time asks a client for its connection to an origin, and makes it
 * if there is none; those that come meanwhile wait for it, for two seconds at most: without that each makes a connection of
 * its own, of which the JDK uses one from then on and leaves the others open. Whether there is a connection that takes
 * streams only the JDK knows: a stream that is open may be on one that is going away. Those for which a connection has no
 * stream left go to the next client.
 */
final class Http2ConnectionGate {
    static final Duration MOST_WAIT = Duration.ofSeconds(2);

    /** A client is not named itself: before JDK 21 it ends when nothing refers to it. */
    private record Key(Duration connectTimeout, String authority, int client) {}

    /** What is known of a client's connection to an origin while there are exchanges with it. All by the lock. */
    private static final class Connection {
        private @Nullable Admission first; // on its way to a connection
        private final Deque<Waiting> waiting = new ArrayDeque<>();
        private int period; // counts the times when others have to wait
        private int exchanges;
        private boolean speaksHttp11;
        private boolean full;

        /** The one that asks next, if it was this one's turn. */
        @Nullable
        Waiting after(Admission admission) {
            if (first != admission) {
                return null;
            }
            Waiting next = waiting.poll();
            while (next != null && next.admission().ended) {
                next = waiting.poll();
            }
            first = next == null ? null : next.admission();
            return next;
        }

        List<Waiting> endWait() {
            List<Waiting> released = List.copyOf(waiting);
            waiting.clear();
            first = null;
            return released;
        }
    }

    private record Waiting(Admission admission, Runnable exchange) {}

    private final Clients clients;
    private final Executor threads;
    private final Executor later;
    private final Map<Key, Connection> connections = new HashMap<>();

    /** @param mostWait how long exchanges wait for the one that asks first */
    Http2ConnectionGate(Clients clients, Executor threads, Duration mostWait) {
        this.clients = clients;
        this.threads = threads;
        this.later = CompletableFuture.delayedExecutor(mostWait.toMillis(), TimeUnit.MILLISECONDS, threads);
    }

    /** Where it matters; else null. */
    @Nullable
    Admission admission(TransportRequest request) {
        URI uri = request.uri();
        boolean matters = clients.multiplex() && "https".equalsIgnoreCase(uri.getScheme());
        return matters ? new Admission(request.connectTimeout(), String.valueOf(uri.getRawAuthority())) : null;
    }

    /** The way of one exchange. */
    final class Admission {
        private Key key; // by the lock, as all
        private boolean begun;
        private boolean ended;
        private int moves;

        private Admission(Duration connectTimeout, String authority) {
            key = new Key(connectTimeout, authority, 0);
        }

        /** The number of the client to use. */
        int client() {
            synchronized (connections) {
                return key.client();
            }
        }

        /** Begins now, or when the first contact is made or takes too long. */
        void begin(Runnable exchange) {
            synchronized (connections) {
                if (ended) {
                    return;
                }
                key = withRoom();
                Connection connection = connections.computeIfAbsent(key, unknown -> new Connection());
                begun = true;
                connection.exchanges++;
                if (connection.first != null) {
                    if (connection.waiting.isEmpty()) {
                        int period = connection.period;
                        later.execute(() -> endWait(connection, period));
                    }
                    connection.waiting.add(new Waiting(this, exchange));
                    return;
                }
                if (!connection.speaksHttp11) {
                    connection.first = this;
                    connection.period++;
                }
            }
            exchange.run();
        }

        /** The first client whose connection may have room; the last one if none has. */
        private Key withRoom() {
            int last = clients.most() - 1;
            for (int client = 0; client < last; client++) {
                Key next = new Key(key.connectTimeout(), key.authority(), client);
                Connection connection = connections.get(next);
                if (connection == null || !connection.full) {
                    return next;
                }
            }
            return new Key(key.connectTimeout(), key.authority(), last);
        }

        /**
         * The connection has no room for this exchange, which is to begin again, elsewhere.
         *
         * @return false if that makes no sense: no other exchange of ours fills it, or no client is left
         */
        boolean movesOn() {
            synchronized (connections) {
                Connection connection = connections.get(key);
                if (connection == null || connection.exchanges < 2 || ++moves >= clients.most()) {
                    return false;
                }
                connection.full = true;
            }
            leave(false);
            return true;
        }

        /** There is a connection, which the next one can share if it is one of HTTP/2 and still takes streams. */
        void connected() {
            letNextBegin();
        }

        /** The head came. */
        void opened(String protocol) {
            List<Waiting> released = List.of();
            synchronized (connections) {
                Connection connection = connections.get(key);
                if (connection != null) {
                    connection.speaksHttp11 = protocol.equals("http/1.1");
                    released = connection.speaksHttp11 ? connection.endWait() : released;
                }
            }
            released.forEach(Http2ConnectionGate.this::release);
            letNextBegin();
        }

        /** The exchange is over, however. If it had no connection yet, the next one makes it. */
        void over() {
            leave(true);
        }

        private void leave(boolean forGood) {
            Waiting next = null;
            synchronized (connections) {
                ended = forGood;
                Connection connection = connections.get(key);
                if (connection != null && begun) {
                    begun = false;
                    connection.full &= !forGood; // its stream, if it had one, is free
                    next = connection.after(this);
                    if (--connection.exchanges == 0) {
                        connections.remove(key);
                    }
                }
            }
            release(next);
        }

        private void letNextBegin() {
            Waiting next;
            synchronized (connections) {
                Connection connection = connections.get(key);
                next = connection == null ? null : connection.after(this);
            }
            release(next);
        }
    }

    /** It takes too long: those that wait make connections of their own. */
    private void endWait(Connection connection, int period) {
        List<Waiting> released;
        synchronized (connections) {
            released = connection.period == period ? connection.endWait() : List.of();
        }
        released.forEach(this::release);
    }

    /** On a thread that holds nothing: what begins may fail at once, and report it. */
    private void release(@Nullable Waiting released) {
        if (released != null) {
            threads.execute(released.exchange());
        }
    }
}
