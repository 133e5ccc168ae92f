package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.spi.Features;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An id that the transport cannot send is left out, reported once, and never loops. */
class UnsendableIdTest {
    private static final Features ASCII_ONLY = Features.of("http/1.1");

    @RegisterExtension
    final Rig rig = new Rig();

    @ParameterizedTest
    @ValueSource(strings = {"日本", "ü", "a\u0001b", "a\u007Fb", "\uFFFD"})
    void it_is_left_out_and_reported_once(String id) {
        rig.transport.withFeatures(ASCII_ONLY);
        rig.subscribe().open().send("id: " + id + "\ndata: a\n\n");
        assertThat(rig.seen.warnings).isEmpty();

        for (int i = 0; i < 3; i++) {
            rig.reopen();
            assertThat(rig.sentId()).isNull();
            assertThat(rig.opened().resumeRequested()).isFalse();
        }

        assertThat(rig.seen.warnings)
                .singleElement()
                .isInstanceOfSatisfying(
                        Failure.UnsendableLastEventId.class,
                        warning -> assertThat(warning.lastEventId()).isEqualTo(id));
        assertThat(rig.session.lastEventId()).isEqualTo(id);
    }

    @Test
    void a_sendable_one_after_it_is_sent() {
        rig.transport.withFeatures(ASCII_ONLY);
        rig.subscribe().open().send("id: ü\ndata: a\n\n");
        rig.reopen().send("id: 7\ndata: b\n\n");
        rig.reopen();
        assertThat(rig.sentId()).isEqualTo("7");
    }

    @Test
    void a_transport_that_sends_octets_gets_the_ids_utf_8() {
        rig.subscribe().open().send("id: 日本\ndata: a\n\n");
        rig.reopen();
        assertThat(rig.sentId().getBytes(StandardCharsets.ISO_8859_1)).isEqualTo("日本".getBytes(StandardCharsets.UTF_8));
        assertThat(rig.opened().lastEventIdSent()).isEqualTo("日本");
        assertThat(rig.seen.warnings).isEmpty();
    }

    @Test
    void a_control_is_left_out_by_every_transport() {
        rig.subscribe().open().send("id: a\u001Fb\ndata: a\n\n");
        rig.reopen();
        assertThat(rig.sentId()).isNull();
        assertThat(rig.seen.warnings).hasSize(1);
    }

    @Test
    void a_given_id_that_cannot_be_sent_does_not_keep_the_first_request_from_being_made() {
        rig.transport.withFeatures(ASCII_ONLY);
        rig.subscribe(request -> request.lastEventId("ü\r\nX-Evil: 1"));
        assertThat(rig.sentId()).isNull();
        assertThat(rig.server().header("X-Evil")).isNull();
        rig.open().send("data: a\n\n");
        assertThat(rig.data()).containsExactly("a");
    }

    @Test
    void an_id_that_is_longer_than_servers_take_is_left_out_and_reported_once() {
        String id = "x".repeat(20 << 10);
        rig.subscribe().open().send("id: " + id + "\ndata: a\n\n");
        for (int i = 0; i < 3; i++) {
            rig.reopen();
            assertThat(rig.sentId()).isNull();
        }
        assertThat(rig.seen.warnings)
                .singleElement()
                .satisfies(warning ->
                        assertThat(warning.message()).contains("20480 bytes", "Limits.lastEventIdBytes = 4096"));
        assertThat(rig.session.lastEventId()).isEqualTo(id);
        rig.send("id: 7\ndata: b\n\n").reopen();
        assertThat(rig.sentId()).isEqualTo("7");
    }

    @Test
    void the_length_counts_in_bytes_and_has_an_option() {
        rig.subscribe(request -> request.limits(request.limits().lastEventIdBytes(6)))
                .open()
                .send("id: 日本\ndata: a\n\n");
        rig.reopen();
        assertThat(rig.opened().lastEventIdSent()).isEqualTo("日本");
        rig.send("id: 日本x\ndata: a\n\n").reopen();
        assertThat(rig.sentId()).isNull();
    }

    @Test
    void an_id_of_just_the_usual_length_is_sent() {
        String id = "x".repeat(4 << 10);
        rig.subscribe(request -> request.lastEventId(id));
        assertThat(rig.sentId()).isEqualTo(id);
        assertThat(rig.seen.warnings).isEmpty();
    }
}
