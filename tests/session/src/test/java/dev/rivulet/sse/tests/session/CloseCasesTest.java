package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.policy.ReconnectPolicy;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What went wrong in other clients at close. The transport's part of it is in that of each transport. */
class CloseCasesTest {
    @RegisterExtension
    final Rig rig = new Rig();

    @RegisterExtension
    final Logged logged = new Logged();

    @Test
    void what_the_last_callback_throws_is_logged_and_no_caller_waits_for_ever() {
        rig.seen.onState = state -> {
            if (state instanceof SessionState.Closed) {
                throw new IllegalStateException("thrown at the end");
            }
        };
        rig.subscribe(request -> request.reconnect(ReconnectPolicy.never()))
                .open()
                .cut();
        rig.failed(Failure.ConnectionFailed.class);
        assertThat(logged.from(System.Logger.Level.WARNING)).last().asString().contains("thrown at the end");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Connecting", "Open", "BackingOff", "Closed", "event", "comment", "warning"})
    void close_inside_any_callback_neither_throws_nor_hangs_and_is_reported_once(String callback) {
        rig.seen.onState = state -> closeIf(state.getClass().getSimpleName().equals(callback));
        rig.seen.onEvent = event -> closeIf(callback.equals("event"));
        rig.seen.onComment = comment -> closeIf(callback.equals("comment"));
        rig.seen.onWarning = warning -> closeIf(callback.equals("warning"));
        rig.subscribe(request -> request.lastEventId("\u0001"));
        if (rig.session.state() instanceof SessionState.Connecting) {
            rig.open().send(": comment\n\ndata: a\n\n").cut();
        }
        rig.session.close();
        assertThat(rig.closed()).matches(Ends.normally(SessionState.Closed.Reason.CLOSED));
        assertThat(rig.seen.states)
                .filteredOn(SessionState.Closed.class::isInstance)
                .hasSize(1);
    }

    private void closeIf(boolean here) {
        // The first state comes before subscribe() has returned the session: the client closes it then.
        if (here && rig.session == null) {
            rig.client.close();
        } else if (here) {
            rig.session.close();
        }
    }

    @Test
    void close_after_the_policy_gave_up_finds_nothing_left_to_clean() {
        for (int i = 0; i < 100; i++) {
            rig.seen.states.clear();
            rig.subscribe(request -> request.reconnect(ReconnectPolicy.never()));
            rig.server().failed(Phase.CONNECT, new ConnectException("refused"));
            assertThat(rig.time.pending()).isZero();
            rig.session.close();
            rig.failed(Failure.ConnectionFailed.class);
        }
        rig.client.close();
        assertThat(rig.transport.opened()).isEqualTo(100);
    }
}
