package dev.rivulet.sse.parser;

import static dev.rivulet.sse.parser.FieldReportTest.everyTwoCuts;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Where other clients saw an event begin or end wrongly, or made something of its fields that it is not. */
class BlockReportTest {
    @Test
    @Tag("d001")
    void lines_that_end_in_lf_cr_give_each_event_at_its_cr() {
        FieldReport.of("d001").replay();
        everyTwoCuts(
                "data: a\n\r\rid: 1\ndata: b\n\rdata: c\n\r",
                event("a", ""),
                event("b", "1"),
                Seen.event("message", "c", "1"));
    }

    @Test
    @Tag("d003")
    void state_events_without_payload_are_delivered() {
        FieldReport.of("d003").replay();
        everyTwoCuts(
                "event: a\ndata\n\nevent: b\n\nevent: c\ndata:\n\n", Seen.event("a", "", ""), Seen.event("c", "", ""));
    }

    @Test
    @Tag("d005")
    void two_events_in_one_read_are_not_glued_together() {
        FieldReport.of("d005").replay();
        everyTwoCuts("data: {}\n\ndata: {}\n\n", event("{}", ""), event("{}", ""));
    }

    @Test
    @Tag("d007")
    void thousands_of_events_are_not_merged_into_a_few() {
        FieldReport.of("d007").replay();
    }

    @Test
    @Tag("d009")
    void an_id_with_colons_is_kept_whole() {
        FieldReport.of("d009").replay();
        everyTwoCuts("id: :a:b: c:\ndata: x\n\nid:16:0\ndata:y:z\n\n", event("x", ":a:b: c:"), event("y:z", "16:0"));
    }

    @Test
    @Tag("d011")
    void a_retry_field_counts_wherever_it_stands_in_a_block_and_without_one() {
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
    void further_blank_lines_glue_nothing_together() {
        FieldReport.of("d013").replay();
        everyTwoCuts("\n\r\r\ndata: a\r\r\r\n\ndata: b\n\r\n\n\r", event("a", ""), event("b", ""));
    }

    @Test
    @Tag("d015")
    void data_that_looks_like_a_frame_is_data_as_it_is() {
        FieldReport.of("d015").replay();
        everyTwoCuts("data: data: a\ndata: b'data: c'\ndata: \\n\\n\n\n", event("data: a\nb'data: c'\n\\n\\n", ""));
    }

    @Test
    @Tag("d017")
    void an_event_with_an_id_and_empty_data_is_an_event_and_its_id_counts() {
        FieldReport.of("d017").replay();
        everyTwoCuts("id: 1\ndata:\n\nid: 2\ndata: x\n\n", event("", "1"), event("x", "2"));
    }

    private static Seen.Event event(String data, String id) {
        return new Seen.Event("message", data, id, !id.isEmpty());
    }
}
