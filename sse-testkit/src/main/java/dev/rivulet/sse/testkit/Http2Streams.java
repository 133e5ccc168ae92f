package dev.rivulet.sse.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The streams of one connection, all that there were, and the threads that play on them. For many threads. */
final class Http2Streams {
    private final Map<Integer, Http2Stream> streams = new HashMap<>();
    private final List<Thread> players = new ArrayList<>();
    private int newest;
    private int lastTaken = Integer.MAX_VALUE; // as GOAWAY said
    private boolean abandoned;

    synchronized @Nullable Http2Stream get(int id) {
        return streams.get(id);
    }

    /** The id of the newest that the client has opened, whether it was taken or not; 0 before the first. */
    synchronized int newest() {
        return newest;
    }

    synchronized int open() {
        return (int) streams.values().stream().filter(Http2Stream::isOpen).count();
    }

    /** The client has opened a stream; says whether it is one that GOAWAY has left to it. */
    synchronized boolean opened(int id) {
        newest = id;
        return id <= lastTaken;
    }

    synchronized void add(Http2Stream stream) {
        streams.put(stream.id(), stream);
    }

    /** What a last GOAWAY has to say: the newest, or less if less was said before. */
    synchronized int lastTaken() {
        return Math.min(newest, lastTaken);
    }

    synchronized void takeUpTo(int id) {
        lastTaken = Math.min(lastTaken, id);
    }

    /** Starts a thread, unless the server closes. */
    synchronized void start(Thread player) {
        if (!abandoned) {
            players.add(player);
            player.start();
        }
    }

    synchronized void over() {
        streams.values().forEach(Http2Stream::leave);
    }

    synchronized void abandon() {
        abandoned = true;
        players.forEach(Thread::interrupt);
    }

    boolean join() throws InterruptedException {
        List<Thread> all;
        synchronized (this) {
            all = List.copyOf(players);
        }
        for (Thread player : all) {
            player.join(ScriptedServer.PATIENCE.toMillis());
        }
        return all.stream().noneMatch(Thread::isAlive);
    }
}
