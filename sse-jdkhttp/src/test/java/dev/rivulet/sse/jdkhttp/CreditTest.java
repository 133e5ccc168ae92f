package dev.rivulet.sse.jdkhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.tests.support.Recording;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class CreditTest {
    @Test
    void no_byte_comes_without_credit() throws InterruptedException {
        try (var setup = Setup.plain(Response.stream().chunk("data: a\n\n").chunk("data: b\n\n"))) {
            Recording recording = setup.get();
            recording.awaitHead();
            recording.assertSilent();
            assertThat(recording.calls()).containsExactly("head");
        }
    }

    @Test
    void a_credit_gives_exactly_one_burst() throws InterruptedException {
        var second = new Gate();
        var third = new Gate();
        try (var setup = Setup.plain(Response.stream()
                .chunk("a")
                .await(second)
                .chunk("b")
                .await(third)
                .chunk("c")
                .hang())) {
            Recording recording = setup.get();
            recording.readBurst();
            assertThat(recording.calls()).containsExactly("head", "bytes", "burstEnd");
            second.open();
            third.awaitReached();
            recording.assertSilent();
            recording.readBurst();
            assertThat(recording.body()).isEqualTo("ab");
            recording.read();
            recording.read();
            recording.read();
            third.open();
            recording.readBytes(3);
            recording.assertSilent();
            assertThat(recording.count("burstEnd")).isEqualTo(3);
        }
    }

    @Test
    void a_credit_granted_before_the_head_is_not_lost_and_not_doubled() throws InterruptedException {
        var head = new Gate();
        var body = new Gate();
        try (var setup = Setup.plain(Response.stream()
                .headAfter(head)
                .chunk("a")
                .await(body)
                .chunk("b")
                .hang())) {
            Recording recording = setup.get();
            recording.read();
            recording.read();
            head.open();
            body.awaitReached();
            recording.awaitBurst(1);
            body.open();
            recording.assertSilent();
            assertThat(recording.calls()).containsExactly("head", "bytes", "burstEnd");
        }
    }

    @Test
    void eighty_chunks_in_one_packet_are_one_burst() {
        try (var setup =
                Setup.plain(Response.stream().send("1\r\nx\r\n".repeat(80)).hang())) {
            Recording recording = setup.get();
            recording.readBytes(80);
            assertThat(recording.body()).isEqualTo("x".repeat(80));
            assertThat(recording.count("bytes")).isGreaterThanOrEqualTo(80);
            assertThat(recording.count("burstEnd")).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void credit_may_be_granted_inside_every_callback() {
        for (String callback : new String[] {"head", "bytes", "burstEnd"}) {
            try (var setup = Setup.plain(Response.stream().repeat(500, "0123456789"))) {
                var recording = new Recording();
                recording.inside(callback, recording::read);
                setup.open(Setup.request("GET", setup.server.uri("/"), Headers.none(), null), recording);
                recording.readAll().awaitEnd();
                assertThat(recording.body()).isEqualTo("0123456789".repeat(500));
                assertThat(recording.calls()).noneMatch(call -> call.contains("while inside"));
            }
        }
    }

    @Test
    void a_receiver_that_stops_reading_stops_the_server() throws InterruptedException {
        var flooded = new Gate();
        try (var setup =
                Setup.plain(Response.stream().repeat(4_000, new byte[16_384]).await(flooded))) {
            Recording recording = setup.get();
            recording.readBurst();
            int first = recording.bodyLength();
            recording.assertSilent();
            assertThat(recording.bodyLength()).isEqualTo(first).isLessThanOrEqualTo(1 << 20);
            assertThat(flooded.isReached()).isFalse();
        }
    }

    @Test
    void a_response_without_body_ends_without_credit() {
        try (var setup = Setup.plain(Response.status(200), Response.status(204))) {
            for (int i = 0; i < 2; i++) {
                assertThat(setup.get().awaitEnd().calls()).containsExactly("head", "end");
            }
        }
    }

    @Test
    void a_chunked_body_of_no_bytes_ends_on_credit_without_a_burst() {
        try (var setup = Setup.plain(Response.stream())) {
            assertThat(setup.get().readAll().awaitEnd().calls()).containsExactly("head", "end");
        }
    }

    @Test
    void the_end_ends_a_granted_burst() {
        var end = new Gate();
        try (var setup = Setup.plain(Response.stream().chunk("a").await(end))) {
            Recording recording = setup.get();
            recording.readBurst();
            recording.read();
            end.open();
            assertThat(recording.awaitEnd().calls()).containsExactly("head", "bytes", "burstEnd", "end");
        }
    }

    @Test
    void a_failure_ends_a_granted_burst() {
        var end = new Gate();
        try (var setup = Setup.plain(Response.stream().chunk("a").await(end).cut())) {
            Recording recording = setup.get();
            recording.readBurst();
            recording.read();
            end.open();
            recording.awaitFailed(Phase.BODY);
            assertThat(recording.calls()).containsExactly("head", "bytes", "burstEnd", "failed");
        }
    }

    @Test
    void every_framing_brings_the_same_bytes() {
        for (Response response : new Response[] {
            Response.stream(),
            Response.status(200),
            Response.status(200).closeDelimited(),
            Response.statusLine("HTTP/1.0 200 OK").closeDelimited()
        }) {
            try (var setup = Setup.plain(response.chunk("data: ä\n").chunk("\n").repeat(1_000, "data: b\r\r"))) {
                Recording recording = setup.get();
                recording.readAll().awaitEnd();
                assertThat(recording.body())
                        .isEqualTo("data: ä\n\n" + String.join("", Collections.nCopies(1_000, "data: b\r\r")));
            }
        }
    }
}
