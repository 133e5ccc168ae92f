package dev.rivulet.sse.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.cli.doctor.QuicDial.Reach;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class Http3ExaminationTest {
    private static final AltSvcOffer OFFER = new AltSvcOffer("", 443);
    private static final Reach REACHED = new Reach(12_000_000, null);
    private static final Reach BLOCKED = new Reach(2_000_000_000L, "no answer");

    @Test
    void plain_text_is_not_judged() {
        assertThat(new Http3Examination().examine(Visits.file(Visits.stream().openUntil(1))))
                .isEmpty();
    }

    @Test
    void an_offer_that_works_is_good() {
        assertThat(judged(OFFER, false, REACHED))
                .isEqualTo(
                        Finding.good(
                                Topic.HTTP3,
                                "offered",
                                "Alt-Svc offers HTTP/3 on UDP port 443, and it works from here: a QUIC connection took 12 ms."));
    }

    @Test
    void a_blocked_port_is_a_complaint_only_where_http3_was_asked_for() {
        assertThat(judged(OFFER, false, BLOCKED).severity()).isEqualTo(Severity.NOTE);
        assertThat(judged(OFFER, true, BLOCKED).severity()).isEqualTo(Severity.WARNING);
        assertThat(judged(OFFER, true, BLOCKED).evidence()).isEqualTo("After 2.0 s: no answer.");
    }

    @Test
    void an_offer_that_was_not_tried_says_so() {
        assertThat(judged(OFFER, false, null).code()).isEqualTo("not_tried");
    }

    @Test
    void an_offer_on_another_host_is_only_noted() {
        assertThat(judged(new AltSvcOffer("other.example", 443), false, null).code())
                .isEqualTo("other_host");
    }

    @Test
    void a_server_that_speaks_it_and_does_not_offer_it_is_shown_the_header() {
        assertThat(judged(null, true, REACHED).fix()).isEqualTo("Send the header Alt-Svc: h3=\":443\"; ma=86400.");
        assertThat(judged(null, true, BLOCKED).evidence()).isNotEmpty();
        assertThat(judged(null, false, null).what()).isEqualTo("No Alt-Svc offers HTTP/3.");
    }

    private static Finding judged(@Nullable AltSvcOffer offer, boolean isAsked, @Nullable Reach reach) {
        CaseFile file = Visits.file(Visits.stream().protocol("h2").openUntil(1))
                .http3(new Http3Look(offer, 443, isAsked, reach));
        return new Http3Examination().examine(file).get(0);
    }
}
