package dev.rivulet.sse.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules of {@code Transport} and {@code Receiver}: threads, and many exchanges at a time. */
abstract class ConcurrencyRules extends Topic {
    private static final int MANY = Count.of(200, 1_000);

    /** A TLS handshake each takes its time. */
    private static final int FEWER = Count.of(60, 100);

    ConcurrencyRules(Subject subject) {
        super(subject);
    }

    @Test
    void open_1_it_returns_while_the_connection_is_not_yet_made() {
        needsSilentConnections();
        TckFixture stage = stage(Lane.HTTP_1_1);
        stage.server.ignoreConnections();
        doesNotWait("open", () -> stage.get().cancel());
    }

    @ParameterizedTest
    @EnumSource
    void open_1_it_returns_before_the_head_is_there(Lane lane) {
        TckFixture stage = stage(lane, Response.noAnswer());
        doesNotWait("open", () -> stage.get().cancel());
    }

    @ParameterizedTest
    @EnumSource
    @Tag(Count.TAG)
    void open_4_many_exchanges_stream_at_a_time(Lane lane) {
        int many = lane == Lane.HTTP_1_1_OVER_TLS ? FEWER : MANY;
        TckFixture stage = stage(lane);
        stage.server.maxConcurrentStreams(many);
        var all = new Gate();
        stage.server.otherwise(
                Response.stream().chunk("a").await(all).chunk("b").hang());
        List<Recording> exchanges = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            exchanges.add(stage.get());
        }
        exchanges.forEach(Recording::read);
        stage.awaitBursts(1, exchanges);
        assertEquals(many, stage.server.requests().size());
        exchanges.forEach(Recording::read);
        all.open();
        stage.awaitBursts(2, exchanges);
        exchanges.forEach(exchange -> assertEquals("ab", exchange.body()));
        exchanges.forEach(Recording::cancel);
        for (int i = 1; i <= many; i += 97) {
            stage.server.awaitReset(i);
        }
    }

    @ParameterizedTest
    @EnumSource
    void thread_1_callbacks_never_overlap_however_fast_credit_comes(Lane lane) {
        TckFixture stage = stage(lane, Response.stream().repeat(5_000, "0123456789"));
        Recording recording = stage.recording().withoutCreditCheck();
        stage.get(recording.inside("bytes", () -> lingerAtFirst(recording)));
        Eager.grant(1, recording, recording::awaitEnd);
        assertEquals(50_000, recording.bodyLength());
    }

    /** So long that a second thread would be met, and not so often that it takes long. */
    private static void lingerAtFirst(Recording recording) {
        if (recording.begun() < 200) {
            LockSupport.parkNanos(10_000);
        }
    }

    @ParameterizedTest
    @EnumSource
    void thread_2_a_callback_that_takes_long_holds_no_other_exchange_back(Lane lane) {
        TckFixture stage = stage(lane);
        stage.server.otherwise(Response.stream().chunk("a").hang());
        Recording open = stage.get();
        open.awaitHead();
        var inside = new CountDownLatch(1);
        var leave = new CountDownLatch(1);
        Recording slow = stage.recording();
        slow.inside("bytes", () -> {
            inside.countDown();
            holdsUntil(leave);
        });
        aside(() -> stage.get(slow).read());
        awaits(inside, "no bytes came");
        try {
            doesNotWait("read", open::read);
            doesNotWait("cancel", open::cancel);
            doesNotWait("open", () -> stage.get().cancel());
            doesNotWait("read", slow::read);
            doesNotWait("cancel", slow::cancel);
        } finally {
            leave.countDown();
        }
    }
}
