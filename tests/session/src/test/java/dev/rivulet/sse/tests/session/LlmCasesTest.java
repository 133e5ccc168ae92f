package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.EndRule;
import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState.Closed.NotRetried;
import dev.rivulet.sse.SessionState.Closed.Reason;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.policy.ReconnectPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What went wrong in other clients with the answers of language models. */
class LlmCasesTest {
    private static final SseRequest ASK = Rig.post().endMarker("[DONE]");
    private static final String DONE = "data: [DONE]\n\n";

    @RegisterExtension
    final Rig rig = new Rig();

    @Test
    void the_marker_ends_the_answer_though_the_server_leaves_the_connection_open() {
        rig.subscribe(ASK).open().send("data: a\n\n" + DONE);
        rig.ended(Reason.END_MARKER);
        assertThat(rig.server().isCancelled()).isTrue();
        assertThat(rig.data()).containsExactly("a");
    }

    @Test
    void an_error_inside_a_200_is_no_empty_success_where_a_rule_knows_it() {
        String error = "{\"error\":{\"message\":\"no quota left\"}}";
        EndRule rule = view -> view.data().startsWith("{\"error\"") ? EndRule.Verdict.FAIL : EndRule.Verdict.CONTINUE;
        rig.subscribe(Rig.post().endRule(rule)).open();
        rig.send("data: {\"choices\":[]}\n\ndata: " + error + "\n\n" + DONE);
        assertThat(rig.failed(Failure.ErrorEvent.class).detail()).isEqualTo(error);
        assertThat(rig.data()).containsExactly("{\"choices\":[]}");
    }

    @Test
    void an_error_inside_a_200_is_not_hidden_where_no_rule_knows_it() {
        rig.subscribe(ASK).open().send("data: {\"error\":\"no quota left\"}\n\n" + DONE);
        rig.ended(Reason.END_MARKER);
        assertThat(rig.data()).containsExactly("{\"error\":\"no quota left\"}");
    }

    @Test
    void overloaded_as_the_first_event_is_a_failure_and_not_an_answer() {
        EndRule rule = view -> view.type().equals("error") ? EndRule.Verdict.FAIL : EndRule.Verdict.CONTINUE;
        rig.subscribe(Rig.post().repeatable(true).endRule(rule)).open();
        rig.send("event: error\ndata: {\"type\":\"overloaded_error\"}\n\n").end();
        assertThat(rig.failed(Failure.ErrorEvent.class).detail()).contains("overloaded_error");
        assertThat(rig.session.metrics().delivered()).isZero();
    }

    private static final EndRule RETRY_ERRORS =
            view -> view.type().equals("error") ? EndRule.Verdict.RETRY : EndRule.Verdict.CONTINUE;
    private static final String OVERLOADED = "event: error\ndata: {\"type\":\"overloaded_error\"}\n\n";

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void overloaded_as_the_first_event_is_asked_again_where_the_rule_says_so(boolean repeatable) {
        rig.dice.load(1);
        rig.subscribe(ASK.repeatable(repeatable)
                .reconnect(ReconnectPolicy.defaults().mode(ReconnectPolicy.Mode.BEFORE_FIRST_EVENT))
                .endRule(RETRY_ERRORS));
        rig.open().send(OVERLOADED);
        assertThat(rig.server().isCancelled()).isTrue();
        assertThat(rig.retrying(Failure.ErrorEvent.class).detail()).contains("overloaded_error");
        assertThat(rig.delay()).isEqualTo(Duration.ofSeconds(1));
        rig.backOff().open().send(OVERLOADED);
        assertThat(rig.delay()).isEqualTo(Duration.ofSeconds(2));
        rig.backOff().open().send("data: hi\n\n").send("data: [DONE]\n\n");
        assertThat(rig.data()).containsExactly("hi");
        rig.ended(Reason.END_MARKER);
    }

    @Test
    void overloaded_for_ever_is_not_asked_for_ever() {
        rig.subscribe(ASK.endRule(RETRY_ERRORS));
        for (int i = 1; i < 5; i++) {
            rig.open().send(OVERLOADED).backOff();
        }
        rig.open().send(OVERLOADED);
        rig.failed(Failure.ErrorEvent.class);
    }

    @Test
    void overloaded_after_part_of_an_answer_is_a_failure_because_that_part_would_come_twice() {
        rig.subscribe(ASK.endRule(RETRY_ERRORS)).open().send("data: par\n\n" + OVERLOADED + "data: t\n\n");
        rig.failed(Failure.ErrorEvent.class);
        assertThat(rig.data()).containsExactly("par");
        assertThat(rig.transport.opened()).isEqualTo(1);
    }

    @Test
    void an_error_that_passes_in_a_stream_that_resumes_is_a_loss_like_others() {
        rig.subscribe(request -> request.endRule(RETRY_ERRORS)).open().send("id: 1\ndata: a\n\n" + OVERLOADED);
        rig.backOff();
        assertThat(rig.sentId()).isEqualTo("1");
        rig.open().send("id: 2\ndata: b\n\n");
        assertThat(rig.data()).containsExactly("a", "b");
    }

    @Test
    void an_answer_of_lines_that_are_no_fields_is_cut_short_and_says_how_many_were_ignored() {
        rig.subscribe(ASK)
                .open()
                .send("b'data: {}'\n\nb'data: {}'\n\nb'data: [DONE]'\n\n")
                .end();
        assertThat(rig.failed(Failure.Truncated.class).message()).contains("3 of its lines were ignored");
    }

    @Test
    void an_error_in_a_field_of_that_name_is_no_event_but_leaves_a_trace() {
        rig.subscribe(ASK).open().send("error: {\"code\":400}\n\n" + DONE);
        rig.ended(Reason.END_MARKER);
        assertThat(rig.session.metrics().ignoredLines()).as("its trace").isEqualTo(1);
        assertThat(rig.seen.events).isEmpty();
    }

    @Test
    void an_answer_that_is_a_bare_json_error_is_not_taken_for_a_good_one() {
        String bare = "{\"error\":{\"code\":400,\"message\":\"prompt too long for the context\"}}\n";
        rig.subscribe(ASK).open().send(bare).end();
        rig.failed(Failure.Truncated.class);

        rig.seen.states.clear();
        rig.subscribe(Rig.post()).open().send(bare).end();
        rig.ended(Reason.SERVER_ENDED);
        assertThat(rig.session.metrics().events()).as("without any event").isZero();
        assertThat(rig.session.metrics().ignoredLines()).isEqualTo(1);
    }

    @Test
    void a_whole_json_document_before_the_marker_gives_no_event_and_a_clean_end() {
        rig.subscribe(ASK).open().send("{\"id\":\"1\",\"object\":\"chat.completion\"}\n\n" + DONE);
        rig.ended(Reason.END_MARKER);
        assertThat(rig.seen.events).isEmpty();
        assertThat(rig.session.metrics().ignoredLines()).isEqualTo(1);
    }

    @Test
    void a_comment_while_the_model_is_queued_fails_nothing() {
        rig.subscribe(ASK).open();
        rig.send(": OPENROUTER PROCESSING\n\n: OPENROUTER PROCESSING\n\ndata: {}\n\n:\n\n" + DONE);
        rig.ended(Reason.END_MARKER);
        assertThat(rig.data()).containsExactly("{}");
        assertThat(rig.seen.comments).containsExactly("OPENROUTER PROCESSING", "OPENROUTER PROCESSING", "");
    }

    @Test
    void the_usage_after_the_finish_reason_is_not_lost() {
        rig.subscribe(ASK).open();
        rig.send("data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n");
        rig.opened();
        rig.send("data: {\"choices\":[],\"usage\":{\"total_tokens\":9}}\n\n" + DONE);
        rig.ended(Reason.END_MARKER);
        assertThat(rig.data()).hasSize(2).last().asString().contains("usage");
    }

    @Test
    void an_error_that_a_proxy_put_into_the_middle_of_an_event_is_one_event_with_it() {
        rig.subscribe(Rig.post()).open();
        rig.send("event: response.completed\ndata: {\"type\":\"response.completed\",\"resp\n");
        rig.send("event: error\ndata: {\"type\":\"error\"}\n\n");
        assertThat(rig.seen.events).extracting(SseEvent::type).containsExactly("error");
        assertThat(rig.data()).containsExactly("{\"type\":\"response.completed\",\"resp\n{\"type\":\"error\"}");
        rig.opened();
    }

    @Test
    void a_page_or_a_document_is_refused_even_where_an_absent_type_is_accepted() {
        for (String type : new String[] {"text/html", "application/json"}) {
            rig.seen.states.clear();
            rig.subscribe(Rig.post().acceptAbsentContentType());
            rig.server()
                    .head(200, Rig.headers("Content-Type", type))
                    .bytes("{}")
                    .end();
            assertThat(rig.failed(Failure.NotAnEventStream.class).response().body())
                    .isEqualTo("{}");
        }
    }

    @Test
    void pings_without_data_keep_a_thinking_model_alive_and_break_nothing() {
        rig.subscribe(ASK.timeouts(ASK.timeouts().idle(Duration.ofSeconds(6)))).open();
        for (int i = 0; i < 12; i++) {
            rig.time.advance(Duration.ofSeconds(5));
            rig.send("event: ping\n\n");
        }
        assertThat(rig.seen.events).isEmpty();
        rig.send("event: ping\ndata:\n\ndata: token\n\n" + DONE);
        rig.ended(Reason.END_MARKER);
        assertThat(rig.seen.events).extracting(SseEvent::type).containsExactly("ping", "message");
        assertThat(rig.data()).containsExactly("", "token");
    }

    @Test
    void an_event_that_is_filtered_out_is_not_the_first_token() {
        rig.subscribe(ASK.repeatable(true)
                .eventTypes("message")
                .reconnect(ReconnectPolicy.defaults().mode(ReconnectPolicy.Mode.BEFORE_FIRST_EVENT)));
        rig.open().send("event: message_start\ndata: {}\n\n").cut();
        rig.backOff()
                .open()
                .send("event: message_start\ndata: {}\n\ndata: hi\n\n")
                .cut();
        rig.failed(Failure.ConnectionFailed.class);
        assertThat(rig.closed().notRetried()).isEqualTo(NotRetried.MODE);
        assertThat(rig.data()).containsExactly("hi");
    }
}
