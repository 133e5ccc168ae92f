package dev.rivulet.tests.kotlin

import dev.rivulet.sse.EndRule
import dev.rivulet.sse.EventView
import dev.rivulet.sse.Failure
import dev.rivulet.sse.SessionState
import dev.rivulet.sse.SseException
import dev.rivulet.sse.SseRequest
import dev.rivulet.sse.http.Headers
import dev.rivulet.sse.policy.Delivery
import dev.rivulet.sse.policy.ReconnectPolicy
import dev.rivulet.sse.testkit.FakeExchange
import java.time.Duration
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test

/** A language model's answer: a POST, an end marker, an error inside the stream, a retry before the first token. */
class AnswerTest {
    @AutoClose
    private val fake = FakeServer()

    private val question = SseRequest.post(fake.uri, """{"stream":true}""")
        .endMarker("[DONE]")
        .endRule { event -> if (event.type() == "error") verdict(event) else EndRule.Verdict.CONTINUE }

    @Test
    fun an_error_inside_the_stream_is_caught_with_the_servers_text() {
        val answer = ask(question) { it.open().bytes("data: par\n\nevent: error\ndata: no quota left\n\n") }

        assertThat(answer).isEqualTo("par (the model failed: no quota left)")
    }

    @Test
    fun an_answer_that_was_cut_is_incomplete() {
        val answer = ask(question.reconnect(ReconnectPolicy.never())) { it.open().bytes("data: par\n\n").end() }

        assertThat(answer).isEqualTo("par (incomplete)")
    }

    @Test
    fun a_refusal_is_caught_with_status_headers_and_body() {
        val answer = ask(question) {
            it.head(400, Headers.none().add("X-Request-Id", "7")).bytes("too long").end()
        }

        assertThat(answer).isEqualTo(" (refused: 400, 7, too long)")
    }

    @Test
    fun a_busy_model_is_asked_again_before_the_first_token() {
        val patient = question
            .repeatable(true)
            .reconnect(ReconnectPolicy.defaults().mode(ReconnectPolicy.Mode.BEFORE_FIRST_EVENT).maxAttempts(3))
        val tokens = mutableListOf<String>()
        val session = fake.client.subscribe(patient.delivery(Delivery.inline())) { event -> tokens += event.data() }
        fake.exchange.open().bytes("event: error\ndata: overloaded\n\n")
        assertThat(session.state()).isInstanceOf(SessionState.BackingOff::class.java)
        fake.time.advance(Duration.ofSeconds(1))
        fake.exchange.open().bytes("data: Hello\n\ndata: [DONE]\n\n")

        assertThat(tokens).containsExactly("Hello")
        assertThat((session.state() as SessionState.Closed).failure).isNull()
        assertThat(fake.transport.opened()).isEqualTo(2)
    }

    /** The answer as text, and after it why it is not complete. */
    private fun ask(question: SseRequest, script: (FakeExchange) -> Unit): String {
        fake.transport.answering { server -> script(server) }
        val answer = StringBuilder()
        try {
            fake.client.stream(question).use { events ->
                for (event in events) {
                    answer.append(event.data())
                }
            }
        } catch (e: SseException) {
            answer.append(" (${reason(e)})")
        }
        return answer.toString()
    }

    private fun reason(thrown: SseException): String = when (val failure = thrown.failure()) {
        is Failure.ErrorEvent -> "the model failed: ${failure.detail}"
        is Failure.Truncated -> "incomplete"
        is Failure.HttpError -> {
            val response = failure.response
            "refused: ${response.status}, ${response.headers.first("X-Request-Id")}, ${response.body}"
        }
        else -> failure.message()
    }

    private fun verdict(event: EventView): EndRule.Verdict =
        if (event.data() == "overloaded") EndRule.Verdict.RETRY else EndRule.Verdict.FAIL
}
