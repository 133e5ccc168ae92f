package dev.rivulet.examples.mcp.mock;

import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** A tool that counts, and reports its progress. It works whether its caller is connected or not. */
final class CountTool {
    static final String LIST = "{\"tools\":[{\"name\":\"count\",\"inputSchema\":{\"type\":\"object\",\"properties\":{"
            + "\"to\":{\"type\":\"integer\"},\"connections\":{\"type\":\"string\"}}}}]}";

    private final Duration pace;

    CountTool(Duration pace) {
        this.pace = pace;
    }

    /** Starts to answer a request. */
    void start(JsonNode request, EventLog log) {
        var thread = new Thread(() -> count(request, log), "count");
        thread.setDaemon(true);
        thread.start();
    }

    private void count(JsonNode request, EventLog log) {
        int last = request.at("/params/arguments/to").asInt(0);
        try {
            for (int number = 1; number <= last; number++) {
                Thread.sleep(pace.toMillis());
                log.add(progress(request, number, last));
            }
            log.addLast(result(request, last));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String progress(JsonNode request, int number, int last) {
        return "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progressToken\":"
                + request.at("/params/_meta/progressToken") + ",\"progress\":" + number + ",\"total\":" + last + "}}";
    }

    private static String result(JsonNode request, int last) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + request.path("id")
                + ",\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"counted to " + last + "\"}]}}";
    }
}
