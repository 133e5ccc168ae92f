package dev.rivulet.sse.testkit;

import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A server of event streams on a loopback socket, which plays a script to the byte and records what it is asked.
 *
 * <pre>{@code
 * try (var server = ScriptedServer.start()) {
 *     server.respond(Response.stream().chunk("id: 1\ndata: a\n\n").cut())
 *             .then(Response.status(503).header("Retry-After", "0"))
 *             .then(Response.stream().chunk("id: 2\ndata: b\n\n"))
 *             .otherwise(Response.status(204));
 *
 *     var events = read(server.uri("/prices"));
 *
 *     assertEquals("1", server.awaitRequests(3).get(2).lastEventId());
 * }
 * }</pre>
 *
 * <p>The n-th request, in the order of arrival over all connections, gets the n-th response; when the script is at its
 * end, {@link #otherwise} answers, and where nothing was said, a 501 that names the request. A server with a memory is a
 * function: {@code server.otherwise(request -> replayFrom(request.lastEventId()))}.
 *
 * <p>The same scripts are played over HTTP/2 by a server that was made by {@link #startHttp2}, where many responses are
 * played on a connection at a time.
 *
 * <p>All methods may be called from any thread. What is awaited in vain is an {@link AssertionError} that
 * lists what did come. {@link #close()} ends all connections and threads.
 */
public final class ScriptedServer implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final @Nullable ServerTls tls;
    private final @Nullable SelfSigned key; // for QUIC
    private final int port;
    private final Queue<Response> script = new ArrayDeque<>();
    private final List<RecordedRequest> requests = new ArrayList<>();
    private final List<Accepted> connections = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final IdentityHashMap<RecordedRequest, SentParts> sent = new IdentityHashMap<>();
    private Duration patience = PATIENCE;
    private volatile int maxConcurrentStreams = 100;
    private Duration idleTimeout = IDLE;
    private boolean earlyData = true;
    private volatile boolean answersBeforeBody;
    private Function<RecordedRequest, Response> otherwise = ScriptedServer::unscripted;
    private final Object doorway = new Object();
    private Door door;

    private ScriptedServer(int port, @Nullable ServerTls tls) {
        this.tls = tls;
        this.key = null;
        this.door = Listener.open(port, this::accepted);
        this.port = door.port();
    }

    private ScriptedServer(SelfSigned key, int port) {
        this.tls = null;
        this.key = key;
        this.door = new QuicDoor(this, port, key, maxConcurrentStreams, idleTimeout, earlyData);
        this.port = door.port();
    }

    /** A server of plain HTTP on a free port. */
    public static ScriptedServer start() {
        return start(0);
    }

    /**
     * A server of plain HTTP on this port; 0 is a free one.
     *
     * @throws java.io.UncheckedIOException if the port is taken
     */
    public static ScriptedServer start(int port) {
        return new ScriptedServer(port, null);
    }

    /** A server that speaks TLS with the context's key. */
    public static ScriptedServer start(SSLContext tls) {
        return new ScriptedServer(0, new ServerTls(tls, false));
    }

    /**
     * A server that speaks HTTP/2 over TLS where the client offers {@code h2} by ALPN, and otherwise HTTP/1.1. On HTTP/2
     * each response is played on a thread of its own, and the body obeys the client's windows: it waits where they are
     * used up. A request that is malformed is answered by RST_STREAM with PROTOCOL_ERROR and not recorded; a connection
     * that breaks the protocol is ended by GOAWAY.
     */
    public static ScriptedServer startHttp2(SSLContext tls) {
        return new ScriptedServer(0, new ServerTls(tls, true));
    }

    /**
     * A server that speaks HTTP/3 and nothing else, on a UDP port. Needs Netty 4.2's {@code netty-codec-http3}, and {@code
     * netty-codec-native-quic} for this system, which this module does not bring.
     *
     * <p>Each response is played on a thread of its own, and the body obeys the client's windows. A killed process sends
     * nothing over QUIC; {@link Response#cut} and {@link Response#reset} close the connection with an error. With which code a
     * client gives up a stream that it has no more to send on, Netty does not say. On the module path, the package {@code
     * io.netty.handler.codec.quic} has to be open to this module.
     *
     * @param key what it shows; clients trust it by {@link SelfSigned#trust}
     */
    public static ScriptedServer startHttp3(SelfSigned key) {
        return startHttp3(key, 0);
    }

    /**
     * As {@link #startHttp3(SelfSigned)}, on this UDP port; 0 is a free one. Started again on a port and with a key that it
     * had before, a server takes the session tickets that it gave.
     *
     * @throws RuntimeException if the port is taken
     */
    public static ScriptedServer startHttp3(SelfSigned key, int port) {
        return new ScriptedServer(key, port);
    }

    /** The next responses of the script. */
    public ScriptedServer respond(Response... responses) {
        return respond(List.of(responses));
    }

    /** The next responses of the script, such as those of a {@link Replay}. */
    public synchronized ScriptedServer respond(List<Response> responses) {
        script.addAll(List.copyOf(responses));
        return this;
    }

    /** As {@link #respond}: the next response of the script. */
    public ScriptedServer then(Response response) {
        return respond(response);
    }

    /** Answers every request that comes after the script's end. */
    public ScriptedServer otherwise(Response response) {
        return otherwise(request -> response);
    }

    /**
     * Answers every request that comes after the script's end. The function is called on the connection's thread, on
     * HTTP/2 on the stream's.
     */
    public synchronized ScriptedServer otherwise(Function<RecordedRequest, Response> handler) {
        otherwise = handler;
        return this;
    }

    /** The TCP port that it listens on, of HTTP/3 the UDP port; the system chose it. */
    public int port() {
        return port;
    }

    /**
     * The address of a path: {@code http://127.0.0.1:…}, or {@code https://localhost:…} because certificates have names.
     *
     * @param pathAndQuery beginning with a slash
     */
    public URI uri(String pathAndQuery) {
        boolean isPlain = tls == null && key == null;
        return URI.create((isPlain ? "http://127.0.0.1:" : "https://localhost:") + port + pathAndQuery);
    }

    /** How long the methods that wait do so; a minute unless set. */
    public synchronized ScriptedServer awaitWithin(Duration time) {
        patience = time;
        return this;
    }

    /**
     * How many streams an HTTP/2 connection may have open at a time; 100 unless set. Holds for the connections that come
     * after this. What exceeds it, after the client has been informed, is answered by RST_STREAM with REFUSED_STREAM.
     */
    public ScriptedServer maxConcurrentStreams(int streams) {
        if (streams < 0) {
            throw new IllegalArgumentException("not a number of streams: " + streams);
        }
        maxConcurrentStreams = streams;
        return key == null ? this : openAnew(key);
    }

    /**
     * HTTP/3: after how long without a packet a connection ends, without notice; 30 seconds unless set.
     *
     * @throws IllegalStateException if there has been a connection, or it does not speak HTTP/3
     */
    public ScriptedServer idleTimeout(Duration time) {
        if (key == null) {
            throw new IllegalStateException("only connections of HTTP/3 have an idle time-out");
        }
        idleTimeout = time;
        return openAnew(key);
    }

    /**
     * HTTP/3: drops all packets in both directions, as where a firewall begins to block UDP; or lets them pass again.
     *
     * @throws IllegalStateException if it does not speak HTTP/3
     */
    public ScriptedServer dropPackets(boolean yes) {
        synchronized (doorway) {
            if (!(door instanceof QuicDoor quic)) {
                throw new IllegalStateException("only a server of HTTP/3 can drop packets");
            }
            quic.drop(yes);
        }
        return this;
    }

    /**
     * HTTP/3: whether TLS accepts early data (0-RTT), as it does unless this says otherwise. {@link
     * RecordedRequest#isEarlyData} says of a request whether it came so.
     *
     * @throws IllegalStateException if there has been a connection, or it does not speak HTTP/3
     */
    public ScriptedServer earlyData(boolean accepted) {
        if (key == null) {
            throw new IllegalStateException("only connections of HTTP/3 have early data");
        }
        earlyData = accepted;
        return openAnew(key);
    }

    /**
     * HTTP/3: from now on a request is recorded and answered as soon as its head is there, without its body, which is not
     * read: a body of more than 1 MiB waits for the window for as long as the stream is open.
     */
    public ScriptedServer answerBeforeBody() {
        if (key == null) {
            throw new IllegalStateException("only a server of HTTP/3 can answer before the body");
        }
        answersBeforeBody = true;
        return this;
    }

    boolean answersBeforeBody() {
        return answersBeforeBody;
    }

    private ScriptedServer openAnew(SelfSigned shown) {
        if (connections() > 0) {
            throw new IllegalStateException("a server of HTTP/3 is set up before its first connection");
        }
        synchronized (doorway) {
            door.close();
            door = new QuicDoor(this, port, shown, maxConcurrentStreams, idleTimeout, earlyData);
        }
        return this;
    }

    /** From now on connections are refused, as where no server runs. Those that are open stay. */
    public ScriptedServer refuseConnections() {
        return through(() -> Listener.refusing(port));
    }

    /**
     * From now on attempts to connect get no answer, as where a firewall drops them. Those that are open stay. Needs
     * Linux, which drops what a full backlog cannot take.
     */
    public ScriptedServer ignoreConnections() {
        return through(() -> Listener.ignoring(port));
    }

    /** Takes connections again. */
    public ScriptedServer acceptConnections() {
        return through(() -> Listener.open(port, this::accepted));
    }

    /** All requests so far. */
    public synchronized List<RecordedRequest> requests() {
        return List.copyOf(requests);
    }

    /** Waits for so many requests, and returns all that have come, in order. */
    public List<RecordedRequest> awaitRequests(int count) {
        await(() -> requests.size() >= count, () -> "fewer than " + count + " requests");
        return requests();
    }

    /** Waits for the n-th request, from 1. */
    public RecordedRequest awaitRequest(int number) {
        return awaitRequests(number).get(number - 1);
    }

    /**
     * What was asked and what has been sent so far, a line for each request, for the message of a test that fails. Large
     * parts are cut short.
     */
    public synchronized String transcript() {
        var lines = new StringBuilder();
        for (RecordedRequest request : requests) {
            SentParts parts = sent.get(request);
            lines.append(request)
                    .append(": ")
                    .append(parts == null ? "nothing" : parts)
                    .append('\n');
        }
        notes.forEach(note -> lines.append("noted: ").append(note).append('\n'));
        return lines.toString();
    }

    /** How many connections have been accepted. */
    public synchronized int connections() {
        return connections.size();
    }

    /** Waits until so many connections have been accepted. */
    public void awaitConnections(int count) {
        await(() -> connections.size() >= count, () -> "fewer than " + count + " connections");
    }

    /** How many connections the client has not closed yet, those included whose end it has been sent. */
    public synchronized int openConnections() {
        return (int) connections.stream().filter(c -> !c.isOver()).count();
    }

    /** Waits until the client has closed or reset all its connections. */
    public void awaitNoConnections() {
        await(() -> openConnections() == 0, () -> openConnections() + " connections are still open");
    }

    /** Waits until the client has closed or reset the n-th connection, from 1. */
    public void awaitDisconnect(int number) {
        awaitConnections(number);
        await(() -> connections.get(number - 1).isOver(), () -> "connection " + number + " is still open");
    }

    /**
     * Waits until the client has given up the n-th request, from 1: by the end of its connection, or on HTTP/2 by a reset
     * of its stream too.
     *
     * @return the error code of the reset (8 is CANCEL); empty where the connection has ended
     */
    public OptionalInt awaitReset(int requestNumber) {
        Leaving leaving = awaitRequest(requestNumber).leaving();
        await(leaving::isOver, () -> "request " + requestNumber + " has not been given up");
        return leaving.code();
    }

    /** Ends all connections, and waits for the end of all threads. */
    @Override
    public void close() {
        if (key == null) { // QUIC's carries the connections
            closeDoor();
        }
        List<Accepted> all;
        synchronized (this) {
            all = List.copyOf(connections);
        }
        all.forEach(Accepted::abandon);
        all.forEach(Accepted::join);
        closeDoor();
    }

    private void closeDoor() {
        synchronized (doorway) {
            door.close();
        }
    }

    /** What the script has for a connection that was just accepted, if that is next in turn. */
    synchronized @Nullable Response greeting() {
        Response next = script.peek();
        return next != null && next.isOnAccept() ? script.poll() : null;
    }

    Response responseTo(RecordedRequest request) {
        Response next = polled();
        return next != null ? next : responseBeyondScript(request);
    }

    /** Records a request, and takes what the script has for it. */
    synchronized @Nullable Response admit(RecordedRequest request) {
        record(request);
        return polled();
    }

    Response responseBeyondScript(RecordedRequest request) {
        Function<RecordedRequest, Response> handler;
        synchronized (this) {
            handler = otherwise;
        }
        try {
            return handler.apply(request);
        } catch (RuntimeException e) {
            note("the handler of " + request + " threw " + e);
            return Response.status(500).chunk("the handler threw " + e).close();
        }
    }

    int maxConcurrentStreams() {
        return maxConcurrentStreams;
    }

    synchronized void record(RecordedRequest request) {
        requests.add(request);
        notifyAll();
    }

    /** The wire for the response to a request, whose parts are kept for {@link #transcript}. */
    synchronized Wire recording(RecordedRequest request, Wire wire) {
        var parts = new SentParts(wire);
        sent.put(request, parts);
        return parts;
    }

    /** Something went wrong, or the client did wrong: reported when something is awaited in vain. */
    synchronized void note(String what) {
        notes.add(what);
    }

    synchronized void changed() {
        notifyAll();
    }

    private synchronized @Nullable Response polled() {
        return script.poll();
    }

    private synchronized void accepted(Socket socket) {
        var connection = new ScriptedConnection(this, connections.size() + 1, socket, tls);
        connections.add(connection);
        connection.start();
        notifyAll();
    }

    /** @param connection makes it of its number, from 1 */
    synchronized void accept(IntFunction<Accepted> connection) {
        connections.add(connection.apply(connections.size() + 1));
        notifyAll();
    }

    private ScriptedServer through(Supplier<Listener> next) {
        if (key != null) {
            throw new IllegalStateException("a server of HTTP/3 can only drop packets: dropPackets(true)");
        }
        synchronized (doorway) {
            Listener between = Listener.keeping(port);
            try {
                door.close();
                door = next.get();
            } finally {
                between.close();
            }
        }
        return this;
    }

    private synchronized void await(BooleanSupplier condition, Supplier<String> complaint) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                throw new AssertionError(complaint.get() + " after " + patience + "; requests: " + requests
                        + ", connections: " + connections.size() + ", noted: " + notes);
            }
            try {
                wait(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting: " + complaint.get(), e);
            }
        }
    }

    private static Response unscripted(RecordedRequest request) {
        return Response.status(501).chunk("nothing is scripted for " + request).close();
    }
}
