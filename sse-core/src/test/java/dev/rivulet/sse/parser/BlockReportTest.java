package dev.rivulet.sse.parser;

import static dev.rivulet.sse.parser.FieldReportTest.everyTwoCuts;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Where other clients saw an event begin or end wrongly, or made something of its fields that it is not. */
class BlockReportTest {
    @Test
    @Tag("d001")
    void linesThatEndInLfCrGiveEachEventAtItsCr() {
        FieldReport.of("d001").replay();
        everyTwoCuts(
                "data: a\n\r\rid: 1\ndata: b\n\rdata: c\n\r",
                event("a", ""),
                event("b", "1"),
                Seen.event("message", "c", "1"));
    }

    @Test
    @Tag("d003")
    void stateEventsWithoutPayloadAreDelivered() {
        FieldReport.of("d003").replay();
        everyTwoCuts(
                "event: a\ndata\n\nevent: b\n\nevent: c\ndata:\n\n", Seen.event("a", "", ""), Seen.event("c", "", ""));
    }

    @Test
    @Tag("d005")
    void twoEventsInOneReadAreNotGluedTogether() {
        FieldReport.of("d005").replay();
        everyTwoCuts("data: {}\n\ndata: {}\n\n", event("{}", ""), event("{}", ""));
    }

    @Test
    @Tag("d007")
    void thousandsOfEventsAreNotMergedIntoAFew() {
        FieldReport.of("d007").replay();
    }

    @Test
    @Tag("d009")
    void anIdWithColonsIsKeptWhole() {
        FieldReport.of("d009").replay();
        everyTwoCuts("id: :a:b: c:\ndata: x\n\nid:16:0\ndata:y:z\n\n", event("x", ":a:b: c:"), event("y:z", "16:0"));
    }

    @Test
    @Tag("d011")
    void aRetryFieldCountsWhereverItStandsInABlockAndWithoutOne() {
        FieldReport.of("d011").replay();
        everyTwoCuts(
                "retry: 0\ndata: a\nretry: 6\n\nretry: 7\n",
                new Seen.Retry(0),
                new Seen.Retry(6),
                event("a", ""),
                new Seen.Retry(7));
    }

    @Test
    @Tag("d013")
    void furtherBlankLinesGlueNothingTogether() {
        FieldReport.of("d013").replay();
        everyTwoCuts("\n\r\r\ndata: a\r\r\r\n\ndata: b\n\r\n\n\r", event("a", ""), event("b", ""));
    }

    @Test
    @Tag("d015")
    void dataThatLooksLikeAFrameIsDataAsItIs() {
        FieldReport.of("d015").replay();
        everyTwoCuts("data: data: a\ndata: b'data: c'\ndata: \\n\\n\n\n", event("data: a\nb'data: c'\n\\n\\n", ""));
    }

    @Test
    @Tag("d017")
    void anEventWithAnIdAndEmptyDataIsAnEventAndItsIdCounts() {
        FieldReport.of("d017").replay();
        everyTwoCuts("id: 1\ndata:\n\nid: 2\ndata: x\n\n", event("", "1"), event("x", "2"));
    }

    private static Seen.Event event(String data, String id) {
        return new Seen.Event("message", data, id, !id.isEmpty());
    }
}
