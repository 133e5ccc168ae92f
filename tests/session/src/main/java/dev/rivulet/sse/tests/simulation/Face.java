package dev.rivulet.sse.tests.simulation;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SessionState.Closed.Reason;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.SseSubscriber;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** The user: takes events through one of the faces of the client. */
interface Face {
    void start(SseClient client, SseRequest request);

    void close();

    void request(int events);

    /** Whether an event would be taken now. */
    boolean isReady();

    /** Null where this face has none, or before it has started. */
    @Nullable
    SseSession session();

    /** Is called with each event. */
    final class Called implements Face {
        private final World world;
        private @Nullable SseSession session;
        private boolean closeEarly; // before subscribe() has returned

        Called(World world) {
            this.world = world;
        }

        @Override
        public void start(SseClient client, SseRequest request) {
            SseSession made =
                    client.subscribe(request, world.interference.subscriber().apply(new Subscriber()));
            session = made;
            if (closeEarly) {
                close();
            }
        }

        @Override
        public void close() {
            closeEarly = true;
            if (session != null) {
                world.watch.closeAsked();
                session.close();
            }
        }

        @Override
        public void request(int events) {}

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public @Nullable SseSession session() {
            return session;
        }

        private final class Subscriber implements SseSubscriber<SseEvent> {
            @Override
            public void onEvent(SseEvent event) {
                world.watch.event(event);
            }

            @Override
            public void onState(SessionState state) {
                world.watch.state(state);
            }
        }
    }

    /** Takes as many events as it has asked for. */
    final class Asking implements Face, Flow.Subscriber<SseEvent> {
        private final World world;
        private Flow.@Nullable Subscription subscription;
        private long demand;

        Asking(World world) {
            this.world = world;
        }

        @Override
        public void start(SseClient client, SseRequest request) {
            client.publisher(request).subscribe(this);
        }

        @Override
        public void close() {
            if (subscription != null) {
                world.watch.closeAsked();
                subscription.cancel();
            }
        }

        @Override
        public void request(int events) {
            if (subscription != null) {
                demand += events;
                subscription.request(events);
            }
        }

        @Override
        public boolean isReady() {
            return demand > 0;
        }

        @Override
        public @Nullable SseSession session() {
            return null;
        }

        @Override
        public void onSubscribe(Flow.Subscription made) {
            subscription = made;
        }

        @Override
        public void onNext(SseEvent event) {
            world.judge.require(demand > 0, Invariant.CONTRACT, "delivered without demand: " + event);
            demand--;
            world.watch.event(event);
        }

        @Override
        public void onError(Throwable thrown) {
            Failure failure =
                    thrown instanceof SseException known ? known.failure() : new Failure.UnexpectedError(thrown);
            ended(closed(Reason.FAILED, failure));
        }

        @Override
        public void onComplete() {
            Line line = world.network.last();
            boolean none = line != null && line.reply() instanceof Reply.Other other && other.status() == 204;
            ended(closed(none ? Reason.NO_CONTENT : Reason.SERVER_ENDED, null));
        }

        /** A publisher does not show how far the session had come. */
        private static SessionState.Closed closed(Reason reason, @Nullable Failure failure) {
            return new SessionState.Closed(reason, failure, new SessionState.Progress(1, 0, 0), null);
        }

        private void ended(SessionState.Closed how) {
            world.judge.require(!world.watch.isCloseAsked(), Invariant.CLOSE_IS_FINAL, "after cancel(): " + how);
            world.watch.state(how);
        }
    }
}
