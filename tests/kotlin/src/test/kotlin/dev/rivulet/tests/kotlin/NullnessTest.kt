package dev.rivulet.tests.kotlin

import dev.rivulet.sse.LastEventIdStore
import dev.rivulet.sse.RequestCustomizer
import dev.rivulet.sse.SessionState
import dev.rivulet.sse.SseClient
import dev.rivulet.sse.SseEvent
import dev.rivulet.sse.SseException
import dev.rivulet.sse.SseRequest
import dev.rivulet.sse.SseSession
import dev.rivulet.sse.SseStream
import dev.rivulet.sse.http.Headers
import kotlin.reflect.typeOf
import kotlinx.coroutines.jdk9.asFlow
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

/** The types that the compiler sees. Of a platform type, which ends with "!", it does not know the nullness. */
class NullnessTest {
    @Test
    fun what_can_be_absent_has_a_question_mark() {
        assertThat(
            listOf(
                typeOfResult { it: SseRequest -> it.name() },
                typeOfResult { it: SseRequest -> it.body() },
                typeOfResult { it: SseStream<SseEvent> -> it.next() },
                typeOfResult { it: SseSession -> it.lastActivity() },
                typeOfResult { it: SessionState.Closed -> it.failure },
                typeOfResult { it: LastEventIdStore -> it.load() },
                typeOfResult { it: Headers -> it.first("Server") },
            ),
        ).allSatisfy { type -> assertThat(type).endsWith("?") }
    }

    @Test
    fun what_is_always_there_has_no_mark() {
        assertThat(
            listOf(
                typeOfResult { it: SseException -> it.failure() },
                typeOfResult { it: SseEvent -> it.data() },
                typeOfResult { it: SseRequest -> it.bearer("a key") },
                typeOfResult { it: SseRequest -> it.timeouts().idle() },
                typeOfResult { it: SseSession -> it.state() },
                typeOfResult { it: SessionState.BackingOff -> it.failure },
                typeOfResult { _: Any -> SseClient.create() },
            ),
        ).allSatisfy { type -> assertThat(type).doesNotEndWith("?").doesNotEndWith("!") }
    }

    @Test
    fun type_arguments_and_parameters_are_known_too() {
        assertThat(typeOfResult { it: SseClient -> it.stream(REQUEST) { view -> view.data().ifEmpty { null } } })
            .isEqualTo("dev.rivulet.sse.SseStream<java.lang.String>")
        assertThat(typeOfResult { it: SseClient -> it.publisher(REQUEST).asFlow() })
            .isEqualTo("kotlinx.coroutines.flow.Flow<dev.rivulet.sse.SseEvent>")
        assertThat(typeOfResult { it: SseRequest -> it.retryAfter() })
            .isEqualTo("java.util.function.Function<dev.rivulet.sse.http.ResponseHead, java.time.Duration?>")
        assertThat(typeOfResult { _: Any -> RequestCustomizer::customize })
            .doesNotContain("!")
            .endsWith("dev.rivulet.sse.Failure?, java.util.concurrent.CompletionStage<dev.rivulet.sse.SseRequest>>")
    }

    /** The static type of what the lambda returns, which is not called. */
    @Suppress("UNUSED_PARAMETER")
    private inline fun <T, reified R> typeOfResult(call: (T) -> R): String =
        typeOf<R>().toString().removeSuffix(" (Kotlin reflection is not available)")

    private companion object {
        val REQUEST: SseRequest = SseRequest.get("https://news.example/stream")
    }
}
