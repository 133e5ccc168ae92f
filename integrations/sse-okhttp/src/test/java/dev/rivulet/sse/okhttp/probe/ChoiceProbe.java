package dev.rivulet.sse.okhttp.probe;

import dev.rivulet.sse.SseClient;

/** Says which transport a client chooses, and from what kind of module. In a package of its own, which no module claims. */
public final class ChoiceProbe {
    private ChoiceProbe() {}

    public static void main(String[] args) {
        try (SseClient client = SseClient.create()) {
            System.out.print(client.transport() + " in " + SseClient.class.getModule());
        }
    }
}
