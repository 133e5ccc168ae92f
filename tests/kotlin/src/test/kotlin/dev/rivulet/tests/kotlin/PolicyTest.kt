package dev.rivulet.tests.kotlin

import dev.rivulet.sse.Failure
import dev.rivulet.sse.SessionState
import dev.rivulet.sse.SseClient
import dev.rivulet.sse.SseRequest
import dev.rivulet.sse.SseSession
import dev.rivulet.sse.http.Phase
import dev.rivulet.sse.policy.Dedup
import dev.rivulet.sse.policy.Delivery
import dev.rivulet.sse.policy.Limits
import dev.rivulet.sse.policy.ReconnectPolicy
import dev.rivulet.sse.policy.Timeouts
import java.io.IOException
import java.time.Duration
import java.util.concurrent.Executor
import kotlin.time.Duration.Companion.minutes
import kotlin.time.toJavaDuration
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test

/** Each policy is a value: a method with an argument changes a copy, and one without reads it. */
class PolicyTest {
    private val hour = Duration.ofHours(1)
    private val second = Duration.ofSeconds(1)

    @AutoClose
    private val fake = FakeServer()

    private val data = mutableListOf<String>()

    @Test
    fun all_timeouts_are_set_and_read() {
        val timeouts = Timeouts.defaults()
            .connect(second)
            .responseHead(second)
            .firstEvent(second)
            .idle(5.minutes.toJavaDuration())
            .eventIdle(hour)
            .total(hour)
            .connectionAge(hour)

        assertThat(listOf(timeouts.connect(), timeouts.responseHead(), timeouts.firstEvent())).containsOnly(second)
        assertThat(listOf(timeouts.eventIdle(), timeouts.total(), timeouts.connectionAge())).containsOnly(hour)
        assertThat(fake.request.timeouts(timeouts).timeouts().idle()).isEqualTo(Duration.ofMinutes(5))
    }

    @Test
    fun all_of_a_reconnect_policy_is_set_and_read() {
        val policy = ReconnectPolicy.defaults()
            .initialDelay(second)
            .maxDelay(hour)
            .minServerDelay(second)
            .maxServerDelay(hour)
            .maxAttempts(5)
            .maxElapsed(hour)
            .stableAfter(second)
            .mode(ReconnectPolicy.Mode.BEFORE_FIRST_EVENT)

        assertThat(listOf(policy.initialDelay(), policy.minServerDelay(), policy.stableAfter())).containsOnly(second)
        assertThat(listOf(policy.maxDelay(), policy.maxServerDelay(), policy.maxElapsed())).containsOnly(hour)
        assertThat(policy.maxAttempts()).isEqualTo(5)
        assertThat(fake.request.reconnect(policy).reconnect().mode()).isEqualTo(ReconnectPolicy.Mode.BEFORE_FIRST_EVENT)
    }

    @Test
    fun all_limits_are_set_and_read() {
        val limits = Limits.defaults()
            .eventBytes(1 shl 20)
            .headBytes(1 shl 14)
            .redirects(3)
            .lastEventIdBytes(256)
            .oversizedEvent(Limits.OversizedEvent.SKIP)

        assertThat(listOf(limits.eventBytes(), limits.headBytes(), limits.redirects(), limits.lastEventIdBytes()))
            .containsExactly(1 shl 20, 1 shl 14, 3, 256)
        assertThat(fake.request.limits(limits).limits().oversizedEvent()).isEqualTo(Limits.OversizedEvent.SKIP)
    }

    @Test
    fun dedup_and_delivery_are_set_and_read() {
        val dedup = Dedup.defaults().mode(Dedup.Mode.ID).remembered(10)
        val executor = Executor { task -> task.run() }
        val delivery = Delivery.on(executor).manualAcknowledgement(7)

        assertThat(fake.request.dedup(dedup).dedup()).isEqualTo(Dedup.byId().remembered(10))
        assertThat(delivery.executor()).isSameAs(executor)
        assertThat(fake.request.delivery(delivery).delivery().maxUnacknowledged()).isEqualTo(7)
        assertThat(Delivery.inline().mode()).isEqualTo(Delivery.Mode.INLINE)
    }

    @Test
    fun never_ends_the_session_at_the_first_loss() {
        val session = subscribe(fake.request.reconnect(ReconnectPolicy.defaults().mode(ReconnectPolicy.Mode.NEVER)))
        fake.exchange.open().bytes("data: a\n\n").failed(Phase.BODY, IOException("reset"))

        assertThat(data).containsExactly("a")
        assertThat((session.state() as SessionState.Closed).failure).isInstanceOf(Failure.ConnectionFailed::class.java)
    }

    @Test
    fun the_attempts_in_a_row_are_bounded() {
        val session = subscribe(fake.request.reconnect(ReconnectPolicy.defaults().initialDelay(second).maxAttempts(5)))
        while (session.state() is SessionState.Connecting) {
            fake.exchange.failed(Phase.CONNECT, IOException("refused"))
            fake.time.advance(second)
        }

        assertThat(session.state()).isInstanceOf(SessionState.Closed::class.java)
        assertThat(fake.transport.opened()).isEqualTo(5)
    }

    @Test
    fun a_silent_stream_is_opened_again() {
        subscribe(fake.request.timeouts(Timeouts.defaults().idle(second)))
        val silent = fake.exchange.open()
        fake.time.advance(second)

        assertThat(silent.isCancelled).isTrue()
        assertThat(fake.transport.opened()).isEqualTo(2)
    }

    @Test
    fun a_client_has_defaults_for_all_requests() {
        val client = SseClient.builder()
            .transport(fake.transport)
            .scheduler(fake.time)
            .defaults { request -> request.bearer("a key").timeouts(Timeouts.defaults().idle(hour)) }
            .build()
        client.use { it.subscribe(fake.request) { event -> data += event.data() } }

        assertThat(fake.exchange.header("Authorization")).isEqualTo("Bearer a key")
    }

    private fun subscribe(request: SseRequest): SseSession = fake.client.subscribe(request) { data += it.data() }
}
