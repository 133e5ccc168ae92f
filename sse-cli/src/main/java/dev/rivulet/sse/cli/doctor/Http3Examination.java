package dev.rivulet.sse.cli.doctor;

import dev.rivulet.sse.http.ResponseHead;
import java.util.List;

/** Whether HTTP/3 is offered, and whether it can be had from here. */
final class Http3Examination implements Examination {
    @Override
    public List<Finding> examine(CaseFile file) {
        Http3Look look = file.http3();
        ResponseHead head = file.first().head();
        if (look == null || head == null) {
            return List.of();
        }
        if (head.protocol().equals("h3")) {
            return List.of(inUse(look));
        }
        return List.of(look.offer() == null ? notOffered(look) : offered(look, look.offer()));
    }

    private static Finding inUse(Http3Look look) {
        Finding works = Finding.good(
                Topic.HTTP3, "in_use", "The response came over HTTP/3: UDP reaches port " + look.port() + ".");
        return look.offer() == null
                ? works.because("It has no Alt-Svc. Without --http3 the doctor sees whether a response over TCP has.")
                : works;
    }

    private static Finding offered(Http3Look look, AltSvcOffer offer) {
        String where = "Alt-Svc offers HTTP/3 on UDP port " + offer.port();
        if (!offer.host().isEmpty()) {
            return Finding.note(
                    Topic.HTTP3,
                    "other_host",
                    where + " of " + Phrase.text(offer.host())
                            + ". Rivulet uses offers of the origin's own host only.");
        } else if (look.reach() == null) {
            return Finding.note(Topic.HTTP3, "not_tried", where + ". Whether it works from here was not tried.");
        } else if (look.isReached()) {
            return Finding.good(
                    Topic.HTTP3,
                    "offered",
                    where + ", and it works from here: a QUIC connection took "
                            + Phrase.time(look.reach().nanos()) + ".");
        }
        String what = where + ", but no QUIC connection could be made from here.";
        Finding found = look.isAsked()
                ? Finding.warning(Topic.HTTP3, "unreachable", what)
                : Finding.note(Topic.HTTP3, "unreachable", what);
        return found.because(reason(look.reach()))
                .fix("Open UDP port " + offer.port() + " in the firewalls between here and the server, or remove the"
                        + " offer: clients that try it wait before they use TCP.");
    }

    private static Finding notOffered(Http3Look look) {
        String none = "No Alt-Svc offers HTTP/3";
        if (look.reach() == null) {
            return Finding.note(Topic.HTTP3, "not_offered", none + ".");
        } else if (look.isReached()) {
            return Finding.note(
                            Topic.HTTP3,
                            "not_offered",
                            none + ", but UDP port " + look.port() + " speaks it: most clients do not find it there.")
                    .fix("Send the header Alt-Svc: h3=\":" + look.port() + "\"; ma=86400.");
        }
        return Finding.note(
                        Topic.HTTP3,
                        "not_offered",
                        none + ", and no QUIC connection could be made to UDP port " + look.port() + ".")
                .because(reason(look.reach()));
    }

    private static String reason(QuicDial.Reach reach) {
        return "After " + Phrase.time(reach.nanos()) + ": " + reach.failure() + ".";
    }
}
