package dev.rivulet.sse.tests.interop.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A stream that the harness has asked for, and what came back of it. */
final class HarnessStream {
    /** What the harness saw go wrong itself: an answer to the next question, so that it cannot be overlooked. */
    private static final String FAULT = "fault";

    private final Harness harness;
    private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private String path = "";
    private volatile int last;
    private volatile CountDownLatch answers = new CountDownLatch(0);

    HarnessStream(Harness harness) {
        this.harness = harness;
    }

    void openedAt(String location) {
        path = location;
    }

    String path() {
        return path;
    }

    /** From now on callbacks are not answered. */
    void hold() {
        answers = new CountDownLatch(1);
    }

    /** Answers those that were held. */
    void release() {
        answers.countDown();
    }

    /** On a thread of the callback server. */
    void received(int number, JsonNode message) throws IOException, InterruptedException {
        boolean alone = underWay.incrementAndGet() == 1;
        boolean next = number == last + 1;
        last = number;
        messages.add(alone && next ? message : fault(number, alone));
        answers.await();
        underWay.decrementAndGet();
    }

    /** How many callbacks have come. */
    int callbacks() {
        return last;
    }

    JsonNode next() throws InterruptedException {
        JsonNode message = messages.poll(60, TimeUnit.SECONDS);
        assertThat(message).as("a callback within a minute").isNotNull();
        return message;
    }

    JsonNode nextEvent() throws InterruptedException {
        return next("event").get("event");
    }

    String nextData() throws InterruptedException {
        return nextEvent().get("data").textValue();
    }

    /** An event of the default type without an id. */
    void expectEvent(String data) throws InterruptedException {
        expectEvent("message", data, "");
    }

    void expectEvent(String type, String data, String id) throws InterruptedException {
        JsonNode event = nextEvent();
        assertThat(event.get("type").textValue()).isEqualTo(type);
        assertThat(event.get("data").textValue()).isEqualTo(data);
        assertThat(event.get("id").textValue()).isEqualTo(id);
    }

    void expectComment(String text) throws InterruptedException {
        assertThat(next("comment").get("comment").textValue()).isEqualTo(text);
    }

    String expectError() throws InterruptedException {
        return next("error").get("error").textValue();
    }

    /** Wants events of this type too. */
    void listen(String type) throws Exception {
        assertThat(harness.post(path, Map.of("command", "listen", "listen", Map.of("type", type)))
                        .statusCode())
                .isEqualTo(204);
    }

    void restart() throws Exception {
        assertThat(harness.post(path, Map.of("command", "restart")).statusCode())
                .isEqualTo(204);
    }

    void close() throws Exception {
        assertThat(harness.send("DELETE", path).statusCode()).isEqualTo(204);
    }

    private JsonNode next(String kind) throws InterruptedException {
        JsonNode message = next();
        assertThat(message.get("kind").textValue()).as("%.200s", message).isEqualTo(kind);
        return message;
    }

    private JsonNode fault(int number, boolean alone) throws IOException {
        String what = "callback " + number + (alone ? " out of turn" : " beside another");
        return Json.read(new ByteArrayInputStream(Json.write(Map.of("kind", FAULT, "fault", what))));
    }
}
