package dev.rivulet.examples.mcp.mock;

/**
 * A request, as the server saw it.
 *
 * @param rpcMethod of the message; empty if there is none
 * @param lastEventId empty if there is none
 * @param sessionId empty if there is none
 * @param protocolVersion empty if there is none
 * @param nanos when it came, by {@link System#nanoTime}
 */
public record Visit(
        String method, String rpcMethod, String lastEventId, String sessionId, String protocolVersion, long nanos) {
    @Override
    public String toString() {
        return method
                + (rpcMethod.isEmpty() ? "" : " " + rpcMethod)
                + (lastEventId.isEmpty() ? "" : " Last-Event-ID: " + lastEventId);
    }
}
