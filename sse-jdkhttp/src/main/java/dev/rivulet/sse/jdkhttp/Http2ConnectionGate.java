package dev.rivulet.sse.jdkhttp;

import dev.rivulet.sse.spi.TransportRequest;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Leads exchanges to HTTP/2 connections. One exchange makes the connection of a client to an origin, and those that come
 * meanwhile wait for it, for two seconds at most: without that each makes a connection of its own, of which the JDK uses
 * one from then on and leaves the others open. Those for which a connection has no stream left go to the next client.
 */
final class Http2ConnectionGate {
    private static final long MOST_MILLIS = 2_000;

    /** A client is not named itself: before JDK 21 it ends when nothing refers to it. */
    private record Key(Duration connectTimeout, String authority, int client) {}

    /** What is known of a client's connection to an origin while there are exchanges with it. All by the lock. */
    private static final class Connection {
        private @Nullable Admission first; // on its way to a head
        private List<Runnable> waiting = new ArrayList<>();
        private int exchanges;
        private int streams; // of them, those that are open over HTTP/2
        private boolean speaksHttp11;
        private boolean full;
    }

    private final Clients clients;
    private final Executor threads;
    private final Executor later;
    private final Map<Key, Connection> connections = new HashMap<>();

    Http2ConnectionGate(Clients clients, Executor threads) {
        this.clients = clients;
        this.threads = threads;
        this.later = CompletableFuture.delayedExecutor(MOST_MILLIS, TimeUnit.MILLISECONDS, threads);
    }

    /** Where it matters; else null. */
    @Nullable
    Admission admission(TransportRequest request) {
        URI uri = request.uri();
        boolean matters = clients.preferHttp2() && "https".equalsIgnoreCase(uri.getScheme());
        return matters ? new Admission(request.connectTimeout(), String.valueOf(uri.getRawAuthority())) : null;
    }

    /** The way of one exchange. */
    final class Admission {
        private Key key; // by the lock, as all
        private boolean begun;
        private boolean ended;
        private boolean isStream;
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
                    connection.waiting.add(exchange);
                    return;
                }
                if (connection.streams == 0 && !connection.speaksHttp11) {
                    connection.first = this;
                    later.execute(this::letOthersBegin);
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
            letOthersBegin();
            leave(false);
            return true;
        }

        /** There is a connection, which others can share if it is one of HTTP/2. */
        void connected() {
            letOthersBegin();
        }

        /** The head came. */
        void opened(String protocol) {
            synchronized (connections) {
                Connection connection = connections.get(key);
                if (connection != null && !isStream) {
                    isStream = protocol.equals("h2");
                    connection.streams += isStream ? 1 : 0;
                    connection.speaksHttp11 = !isStream;
                }
            }
            letOthersBegin();
        }

        void over() {
            letOthersBegin();
            leave(true);
        }

        private void leave(boolean forGood) {
            synchronized (connections) {
                ended = forGood;
                Connection connection = connections.get(key);
                if (connection != null && begun) {
                    begun = false;
                    connection.full &= !forGood; // its stream, if it had one, is free
                    connection.streams -= isStream ? 1 : 0;
                    if (--connection.exchanges == 0) {
                        connections.remove(key);
                    }
                }
            }
        }

        /** On threads that hold nothing: what they begin may fail at once, and report it. */
        private void letOthersBegin() {
            List<Runnable> released = List.of();
            synchronized (connections) {
                Connection connection = connections.get(key);
                if (connection != null && connection.first == this) {
                    connection.first = null;
                    released = connection.waiting;
                    connection.waiting = new ArrayList<>();
                }
            }
            released.forEach(threads::execute);
        }
    }
}
