package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionObserver;
import dev.rivulet.sse.SessionState.Closed.Reason;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.policy.FlightRecorder;
import dev.rivulet.sse.policy.ReconnectPolicy;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What those who watch a session see, and that they cannot harm it. */
class SessionObserverTest {
    private final Watcher watcher = new Watcher();

    @RegisterExtension
    final Rig rig = new Rig(builder -> builder.observer(watcher));

    @RegisterExtension
    final Logged log = new Logged();

    @Test
    void a_client_is_attached_when_it_is_built() {
        assertThat(watcher.attached).isSameAs(rig.client);
    }

    @Test
    void an_observer_sees_the_whole_life_of_a_session_in_order() {
        rig.subscribe(request -> request.name("prices"));
        rig.time.advance(Duration.ofSeconds(1));
        rig.open().send("id: 1\ndata: a\n\n").cut().backOff();
        rig.server().head(503, Headers.none());
        rig.end().backOff();
        rig.open().send("data: b\n\n");
        rig.session.close();
        assertThat(watcher.calls)
                .containsExactly(
                        "observe prices Connecting[attempt=1]",
                        "Connecting",
                        "sending 1 GET /stream null",
                        "head 200",
                        "Open",
                        "first event PT1S",
                        "BackingOff",
                        "Connecting",
                        "sending 2 GET /stream 1",
                        "head 503",
                        "BackingOff",
                        "Connecting",
                        "sending 3 GET /stream 1",
                        "head 200",
                        "Open",
                        "Closed",
                        "counted 2");
    }

    @Test
    void a_redirect_is_a_request_and_a_head_of_the_same_attempt() {
        rig.subscribe();
        rig.server().head(307, Rig.headers("Location", "/elsewhere"));
        rig.open();
        assertThat(watcher.calls)
                .contains("sending 1 GET /stream null", "head 307", "sending 1 GET /elsewhere null", "head 200");
    }

    @Test
    void what_an_observer_adds_to_the_headers_is_sent_in_each_attempt() {
        watcher.adds = Headers.none().add("traceparent", "00-1-2-01").add("Accept", "text/event-stream;v=2");
        rig.subscribe().open().cut().backOff();
        assertThat(rig.server().header("traceparent")).isEqualTo("00-1-2-01");
        assertThat(rig.request().headers().all("Accept")).containsExactly("text/event-stream;v=2");
    }

    @Test
    void what_no_header_can_be_is_left_out_and_logged() {
        watcher.adds = Headers.none().add("good", "1").add("bad name", "x").add("bad", "line\nfeed");
        rig.subscribe().open().send("data: a\n\n");
        assertThat(rig.request().headers().toString()).contains("good: 1").doesNotContain("bad");
        assertThat(rig.data()).containsExactly("a");
        assertThat(log.from(System.Logger.Level.WARNING)).hasSize(1);
    }

    @Test
    void bursts_are_reported_with_their_events_and_bytes_if_they_are_wanted() {
        watcher.bursts = true;
        rig.subscribe()
                .open()
                .send("data: a\n\ndata: b\n\n")
                .send(":\n")
                .reopen()
                .send("data: c\n\n");
        assertThat(watcher.calls)
                .filteredOn(call -> call.startsWith("burst"))
                .containsExactly("burst 2 18", "burst 0 2", "burst 1 9");
    }

    @Test
    void counts_come_at_intervals_and_once_after_the_end() {
        watcher.interval = Duration.ofSeconds(10);
        rig.subscribe().open().send("data: a\n\n");
        rig.time.advance(Duration.ofSeconds(10));
        rig.send("data: b\n\n");
        rig.time.advance(Duration.ofSeconds(10));
        rig.session.close();
        rig.time.advance(Duration.ofMinutes(1));
        assertThat(watcher.counts).extracting(counts -> counts.events()).containsExactly(1L, 2L, 2L);
        assertThat(watcher.calls).endsWith("Closed", "counted 2");
    }

    @Test
    void a_scope_is_open_around_handlers_and_closed_after_them() {
        List<Integer> during = new ArrayList<>();
        rig.seen.onEvent = event -> during.add(watcher.entered);
        rig.subscribe().open().send("data: a\n\ndata: b\n\n");
        assertThat(during).containsExactly(1, 1);
        assertThat(watcher.entered).isZero();
    }

    @Test
    void a_warning_is_reported() {
        rig.subscribe(request -> request.lastEventId("a\u0001b"));
        assertThat(watcher.calls).contains("warning unsendable_last_event_id");
    }

    @Test
    void an_observer_that_throws_from_each_method_harms_nothing_and_is_logged_once_a_session() {
        var failing = new Rig(builder -> builder.observer((session, request) -> throwing()));
        failing.subscribe().open().send("data: a\n\n").reopen().send("data: b\n\n");
        failing.session.close();
        assertThat(failing.data()).containsExactly("a", "b");
        assertThat(failing.closed().failure()).isNull();
        assertThat(log.from(System.Logger.Level.WARNING)).hasSize(1);
        failing.afterEach(null);
    }

    private static SessionObserver throwing() {
        return (SessionObserver) Proxy.newProxyInstance(
                SessionObserver.class.getClassLoader(),
                new Class<?>[] {SessionObserver.class},
                (proxy, method, args) -> {
                    throw new StackOverflowError("on purpose");
                });
    }

    @Test
    void one_that_fails_to_watch_or_does_not_want_to_leaves_the_others_watching() {
        var other = new Watcher();
        var several = new Rig(builder -> builder.observer((session, request) -> {
                    throw new IllegalStateException("on purpose");
                })
                .observer((session, request) -> null)
                .observer(other));
        several.subscribe().open();
        assertThat(other.calls).contains("Open");
        several.afterEach(null);
    }

    @Test
    void a_session_that_fails_is_closed_for_its_observer_too() {
        rig.subscribe(request -> request.reconnect(ReconnectPolicy.defaults().maxAttempts(1)));
        rig.cut();
        rig.failed(Failure.ConnectionFailed.class);
        assertThat(watcher.calls).endsWith("Closed", "counted 0");
    }

    @Test
    void a_session_that_was_not_started_because_the_client_is_closed_is_not_observed() {
        rig.client.close();
        try {
            rig.subscribe();
        } catch (IllegalStateException expected) {
            assertThat(expected).hasMessageContaining("closed");
        }
        assertThat(watcher.calls).isEmpty();
    }

    @Test
    void streams_and_publishers_are_observed_as_subscriptions_are() {
        rig.severalSessions();
        try (var stream = rig.client.stream(SseRequest.get(Rig.STREAM).name("pulled"))) {
            assertThat(watcher.calls).contains("observe pulled Connecting[attempt=1]");
        }
        var flow = new FlowRecorder<>();
        rig.client.publisher(Rig.get().name("published")).subscribe(flow);
        assertThat(watcher.calls).contains("observe published Connecting[attempt=1]");
        rig.client.close();
    }

    @Test
    void a_session_that_an_observer_closes_before_it_has_begun_ends_as_any_other() throws Exception {
        var other = new Watcher();
        var several = new Rig(builder -> builder.observer((session, request) -> {
                    session.close();
                    return watcher;
                })
                .observer(other)
                .flightRecorder(FlightRecorder.defaults()));
        several.subscribe();
        assertThat(other.calls).endsWith("Closed", "counted 0");
        assertThat(watcher.calls).endsWith("Closed", "counted 0");
        assertThat(several.client.awaitClosed(Duration.ofSeconds(60))).isTrue();
        several.afterEach(null);
    }

    /** Does something each time that the session begins to work on a thread, or ends to. */
    private static final class Meddler implements SessionObserver {
        private final Runnable entering;
        private final Runnable leaving;
        private int entered;

        Meddler(Runnable entering, Runnable leaving) {
            this.entering = entering;
            this.leaving = leaving;
        }

        @Override
        public Scope enter() {
            assertThat(++entered).as("it goes round in circles").isLessThan(1_000);
            entering.run();
            return leaving::run;
        }
    }

    @Test
    void an_observer_that_reconnects_where_it_enters_or_leaves_does_not_keep_the_session_busy() {
        AtomicReference<SseSession> observed = new AtomicReference<>();
        var meddler = new Meddler(
                () -> observed.get().reconnect(), () -> observed.get().reconnect());
        var meddled = new Rig(builder -> builder.observer((session, request) -> {
            observed.set(session);
            return meddler;
        }));
        meddled.subscribe().open().send("data: a\n\n");
        assertThat(meddled.data()).containsExactly("a");
        assertThat(meddler.entered).isLessThan(10);
        meddled.afterEach(null);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_observer_may_close_the_session_where_it_enters_or_leaves(boolean entering) {
        AtomicReference<SseSession> observed = new AtomicReference<>();
        var meddler = new Meddler(() -> closeIf(entering, observed.get()), () -> closeIf(!entering, observed.get()));
        var meddled = new Rig(builder -> builder.observer((session, request) -> {
            observed.set(session);
            return meddler;
        }));
        meddled.subscribe();
        meddled.ended(Reason.CLOSED);
        assertThat(meddler.entered).isLessThan(10);
        meddled.afterEach(null);
    }

    private static void closeIf(boolean now, SseSession session) {
        if (now) {
            session.close();
        }
    }

    @Test
    void a_header_that_an_observer_marks_as_secret_is_one() {
        watcher.adds =
                Headers.none().setSecret("X-Mine", "secret-1").add("X-Two", "a").add("X-Two", "b");
        rig.subscribe().open();
        assertThat(rig.request().headers().first("X-Mine")).isEqualTo("secret-1");
        assertThat(rig.request().toString()).doesNotContain("secret-1");
        assertThat(rig.request().headers().all("X-Two")).containsExactly("a", "b");
    }
}
