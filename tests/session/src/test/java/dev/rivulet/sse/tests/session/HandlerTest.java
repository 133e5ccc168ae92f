package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.EndRule;
import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseSubscriber;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What user code throws closes the session with it, and is never swallowed. */
class HandlerTest {
    private static final String THREE = "id: 1\ndata: a\n\nid: 2\ndata: b\n\nid: 3\ndata: c\n\n";

    @RegisterExtension
    final Rig rig = new Rig();

    private final RuntimeException thrown = new IllegalArgumentException("mine");

    @Test
    void a_handler_that_throws_closes_the_session_and_commits_nothing_more() {
        rig.seen.onEvent = event -> {
            if (event.data().equals("b")) {
                throw thrown;
            }
        };
        rig.subscribe().open().send(THREE);
        assertFailedWith(thrown);
        assertThat(rig.data()).containsExactly("a", "b");
        assertThat(rig.session.lastEventId()).isEqualTo("1");
        assertThat(rig.server().isCancelled()).isTrue();
        assertThat(rig.seen.lastState()).isEqualTo(rig.closed());
    }

    @Test
    void a_handler_that_throws_a_checked_exception_or_an_error_is_no_exception() {
        for (Throwable each :
                List.of(new IOException("checked"), new AssertionError("error"), new StackOverflowError())) {
            List<String> taken = new ArrayList<>();
            rig.session = rig.client.subscribe(Rig.get(), (SseSubscriber<SseEvent>) event -> {
                taken.add(event.data());
                HandlerTest.<RuntimeException>sneak(each);
            });
            rig.open().send(THREE);
            assertFailedWith(each);
            assertThat(taken).containsExactly("a");
        }
    }

    @Test
    void a_handler_that_closes_and_then_throws_ends_in_what_it_threw() {
        // What is thrown is never swallowed; the session is closed either way.
        rig.seen.onEvent = event -> {
            rig.session.close();
            throw thrown;
        };
        rig.subscribe().open().send(THREE);
        assertThat(rig.closed().failure())
                .isEqualTo(new Failure.HandlerFailed(Failure.HandlerFailed.Handler.SUBSCRIBER, thrown));
        assertThat(rig.session.lastEventId()).isEmpty();
    }

    @Test
    void a_decoder_that_throws_closes_the_session_and_the_event_is_not_committed() {
        rig.session = rig.client.subscribe(
                Rig.get(),
                view -> {
                    if (view.data().equals("b")) {
                        throw new IOException("not JSON");
                    }
                    return view.data();
                },
                data -> {});
        rig.open().send(THREE);
        assertThat(rig.failed(Failure.HandlerFailed.class).cause()).hasMessage("not JSON");
        assertThat(rig.session.lastEventId()).isEqualTo("1");
    }

    @Test
    void a_want_of_memory_in_the_decoder_is_not_blamed_on_the_handler() {
        rig.session = rig.client.subscribe(
                Rig.get(),
                view -> {
                    throw new OutOfMemoryError("Java heap space");
                },
                data -> {});
        rig.open().send(THREE);
        var failure = rig.failed(Failure.OutOfMemory.class);
        assertThat(failure.message()).contains("Java heap space").doesNotContain("handler");
        assertThat(failure.advice()).contains("Limits.eventBytes");
    }

    @Test
    void a_want_of_memory_in_the_handler_is_the_handlers() {
        rig.seen.onEvent = event -> {
            throw new OutOfMemoryError("Java heap space");
        };
        rig.subscribe().open().send(THREE);
        rig.failed(Failure.HandlerFailed.class);
    }

    @Test
    void an_end_rule_that_throws_closes_the_session() {
        EndRule rule = view -> {
            throw thrown;
        };
        rig.subscribe(request -> request.endRule(rule)).open().send(THREE);
        assertFailedWith(thrown);
        assertThat(rig.seen.events).isEmpty();
        assertThat(rig.session.lastEventId()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(classes = {SessionState.Open.class, SessionState.BackingOff.class, SessionState.Connecting.class})
    void an_onState_that_throws_closes_the_session(Class<?> state) {
        rig.seen.onState = reached -> {
            if (state.isInstance(reached)) {
                throw thrown;
            }
        };
        rig.subscribe();
        if (rig.transport.opened() > 0) {
            rig.open().send("data: a\n\n").cut();
        }
        assertFailedWith(thrown);
    }

    @Test
    void an_onState_that_throws_at_the_end_cannot_keep_the_session_from_ending() {
        rig.seen.onState = reached -> {
            if (reached instanceof SessionState.Closed) {
                throw thrown;
            }
        };
        rig.subscribe().open();
        rig.session.close();
        rig.ended(SessionState.Closed.Reason.CLOSED);
    }

    @Test
    void an_onComment_that_throws_closes_the_session() {
        rig.seen.onComment = comment -> {
            throw thrown;
        };
        rig.subscribe().open().send(": hello\nid: 1\ndata: a\n\n");
        assertFailedWith(thrown);
        assertThat(rig.seen.events).isEmpty();
        assertThat(rig.session.lastEventId()).isEmpty();
    }

    @Test
    void an_onWarning_that_throws_closes_the_session() {
        rig.seen.onWarning = warning -> {
            throw thrown;
        };
        rig.subscribe().open().send("id: a\tb\u0001\ndata: a\n\n").cut();
        rig.time.advance(rig.delay());
        assertFailedWith(thrown);
    }

    @Test
    void a_session_whose_handler_threw_leaves_the_clients_other_sessions_alone() {
        rig.severalSessions();
        List<String> other = new ArrayList<>();
        var second = rig.client.subscribe(Rig.get(), event -> other.add(event.data()));
        var exchange = rig.server().open();
        rig.seen.onEvent = event -> {
            throw thrown;
        };
        rig.subscribe(Rig.get().uri(URI.create("https://other.example/")));
        rig.transport.last().open().bytes("data: x\n\n");
        assertThat(rig.closed().failure()).isInstanceOf(Failure.HandlerFailed.class);

        exchange.bytes("data: a\n\n");

        assertThat(other).containsExactly("a");
        second.close();
    }

    private void assertFailedWith(Throwable cause) {
        assertThat(rig.failed(Failure.HandlerFailed.class).cause()).isSameAs(cause);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable thrown) throws E {
        throw (E) thrown;
    }

    @Test
    void a_rule_that_gives_no_verdict_is_named_and_not_taken_for_a_bug_of_the_client() {
        rig.subscribe(request -> request.endRule(view -> null)).open().send(THREE);
        assertThat(rig.failed(Failure.HandlerFailed.class).handler()).isEqualTo(Failure.HandlerFailed.Handler.END_RULE);
    }

    @Test
    void response_rules_that_give_no_verdict_are_named() {
        rig.subscribe(request -> request.responseRules((head, idSent, wasOpen) -> null))
                .open();
        assertThat(rig.failed(Failure.HandlerFailed.class).handler())
                .isEqualTo(Failure.HandlerFailed.Handler.RESPONSE_RULES);
    }
}
