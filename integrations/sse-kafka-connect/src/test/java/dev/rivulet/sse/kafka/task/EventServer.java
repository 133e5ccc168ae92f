package dev.rivulet.sse.kafka.task;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.testkit.FakeExchange;
import dev.rivulet.sse.testkit.FakeTransport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Streams by the path of their URI, each with its events. It resumes strictly or inclusively. */
final class EventServer {
    /** What a reader who sends the id of an event gets. */
    enum Resume {
        AFTER_THE_ID,
        FROM_THE_ID
    }

    final FakeTransport transport = new FakeTransport().answering(this::answer);
    private final Map<String, List<String>> blocks = new HashMap<>();
    private final Map<String, Integer> refusals = new HashMap<>();
    private final Map<String, FakeExchange> latest = new TreeMap<>();
    private Resume resume = Resume.AFTER_THE_ID;

    EventServer resuming(Resume how) {
        resume = how;
        return this;
    }

    /** Sends a block on an open connection of the stream, and on each later one that asks for it. */
    void send(String stream, String block) {
        blocks.computeIfAbsent(stream, name -> new ArrayList<>()).add(block);
        FakeExchange open = latest.get(stream);
        if (open != null && !open.isCancelled() && !open.isOver()) {
            open.bytes(block);
        }
    }

    /** Sends events with the ids and data of these numbers. */
    void sendNumbers(String stream, int from, int to) {
        for (int i = from; i <= to; i++) {
            send(stream, numbered(i));
        }
    }

    static String numbered(int number) {
        return "id: " + number + "\ndata: " + number + "\n\n";
    }

    /** Takes a block back: it is not sent to later connections. */
    void forget(String stream, String block) {
        blocks.get(stream).remove(block);
    }

    /** Answers requests for the stream with this status; 200 to serve it again. */
    void refuse(String stream, int status) {
        refusals.put(stream, status);
    }

    /** Ends the connection, as if the server had restarted. */
    void cut(String stream) {
        latest.get(stream).end();
    }

    /** The newest exchange of a stream. */
    FakeExchange exchange(String stream) {
        FakeExchange found = latest.get(stream);
        if (found == null) {
            throw new AssertionError("no request came for " + stream);
        }
        return found;
    }

    boolean wasAsked(String stream) {
        return latest.containsKey(stream);
    }

    private void answer(FakeExchange exchange) {
        String stream = exchange.request().uri().getPath().substring(1);
        latest.put(stream, exchange);
        int status = refusals.getOrDefault(stream, 200);
        if (status != 200) {
            exchange.head(status, Headers.none()).end();
            return;
        }
        exchange.open();
        List<String> all = blocks.getOrDefault(stream, List.of());
        all.subList(start(all, exchange.header("Last-Event-ID")), all.size()).forEach(exchange::bytes);
    }

    private int start(List<String> all, String lastId) {
        for (int i = all.size() - 1; lastId != null && i >= 0; i--) {
            if (all.get(i).startsWith("id: " + lastId + "\n")) {
                return resume == Resume.AFTER_THE_ID ? i + 1 : i;
            }
        }
        return 0;
    }
}
