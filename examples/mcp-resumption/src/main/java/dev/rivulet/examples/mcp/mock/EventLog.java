package dev.rivulet.examples.mcp.mock;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The events of one stream, kept so that they can be sent again. */
final class EventLog {
    private final String name;
    private final Connections connections;
    private final List<String> data = new ArrayList<>();
    private boolean complete;

    EventLog(String name, Connections connections) {
        this.name = name;
        this.connections = connections;
    }

    Connections connections() {
        return connections;
    }

    synchronized void add(String message) {
        data.add(message);
        notifyAll();
    }

    /** Nothing comes after this one. */
    synchronized void addLast(String message) {
        complete = true;
        add(message);
    }

    /** An event as it is sent, waiting until there is one; null after the last one. */
    synchronized @Nullable String await(int number) throws InterruptedException {
        while (number >= data.size() && !complete) {
            wait();
        }
        return number < data.size() ? event(number) : null;
    }

    /** The events from this one on that there are now, as they are sent. */
    synchronized List<String> since(int number) {
        return IntStream.range(number, data.size()).mapToObj(this::event).toList();
    }

    synchronized boolean isComplete() {
        return complete;
    }

    /** The ID says which stream it is, and where in it: the client may have several. */
    private String event(int number) {
        return "id: " + name + "-" + number + "\nevent: message\ndata: " + data.get(number) + "\n\n";
    }

    /** The number of the event with this ID. */
    static int numberOf(String id) {
        return Integer.parseInt(id.substring(id.indexOf('-') + 1));
    }

    /** The stream that the event with this ID is of. */
    static String nameOf(String id) {
        return id.substring(0, id.indexOf('-'));
    }
}
