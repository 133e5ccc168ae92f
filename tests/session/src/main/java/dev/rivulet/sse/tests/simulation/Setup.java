package dev.rivulet.sse.tests.simulation;

import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.policy.Dedup;
import dev.rivulet.sse.policy.Limits;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.policy.Timeouts;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * What a schedule is played with.
 *
 * @param face how the events are taken
 * @param inline whether the session runs on the transport's thread; else on an executor whose tasks the schedule runs
 * @param overlap how many events a server that resumes {@link Resume#BEFORE} or {@link Resume#WITH_GAPS} repeats
 * @param renumbers whether the server forgets everything with each stream, numbers from 1 and greets
 * @param firstId the id that the request begins with; empty for none
 * @param unacknowledged how many events may await their acknowledgement; 0 where none is needed
 * @param jitter the seed of the delays
 */
public record Setup(
        Face face,
        boolean inline,
        Resume resume,
        int overlap,
        boolean renumbers,
        Method method,
        String firstId,
        Dedup dedup,
        ReconnectPolicy reconnect,
        Timeouts timeouts,
        Limits limits,
        int unacknowledged,
        long jitter) {

    /** How events are taken. */
    public enum Face {
        SUBSCRIBER,
        /** A {@code Flow.Subscriber} whose demand the schedule grants. */
        FLOW
    }

    /** Where the server resumes. */
    public enum Resume {
        AFTER,
        AT,
        BEFORE,
        /** As {@link #BEFORE}, but each third event of what it repeats is left out. */
        WITH_GAPS,
        FROM_START,
        LIVE
    }

    /** The request. */
    public enum Method {
        GET,
        POST,
        REPEATABLE_POST
    }

    static final URI STREAM = URI.create("https://news.example/stream");

    /** The plainest. */
    static Setup plain() {
        return new Setup(
                Face.SUBSCRIBER,
                true,
                Resume.AFTER,
                0,
                false,
                Method.GET,
                "",
                Dedup.defaults(),
                ReconnectPolicy.defaults(),
                Timeouts.defaults(),
                Limits.defaults(),
                0,
                0);
    }

    /** The same, with the plain policies: nothing but the server and the network ends a connection. */
    Setup undisturbed() {
        Setup plain = plain();
        return new Setup(
                face,
                inline,
                resume,
                overlap,
                renumbers,
                plain.method,
                firstId,
                dedup,
                plain.reconnect,
                plain.timeouts,
                limits,
                unacknowledged,
                jitter);
    }

    SseRequest request() {
        SseRequest request = method == Method.GET ? SseRequest.get(STREAM) : SseRequest.post(STREAM, "{}");
        return request.repeatable(method == Method.REPEATABLE_POST)
                .lastEventId(firstId)
                .dedup(dedup)
                .reconnect(reconnect)
                .timeouts(timeouts)
                .limits(limits);
    }

    /** The same, except for one thing that is plain. */
    List<Setup> simpler() {
        Setup plain = plain();
        Object[] mine = parts();
        Object[] theirs = plain.parts();
        List<Setup> made = new ArrayList<>();
        for (int i = 0; i < mine.length; i++) {
            if (!mine[i].equals(theirs[i])) {
                Object[] changed = mine.clone();
                changed[i] = theirs[i];
                made.add(of(changed));
            }
        }
        return made;
    }

    private Object[] parts() {
        return new Object[] {
            face,
            inline,
            resume,
            overlap,
            renumbers,
            method,
            firstId,
            dedup,
            reconnect,
            timeouts,
            limits,
            unacknowledged,
            jitter
        };
    }

    private static Setup of(Object[] parts) {
        return new Setup(
                (Face) parts[0],
                (boolean) parts[1],
                (Resume) parts[2],
                (int) parts[3],
                (boolean) parts[4],
                (Method) parts[5],
                (String) parts[6],
                (Dedup) parts[7],
                (ReconnectPolicy) parts[8],
                (Timeouts) parts[9],
                (Limits) parts[10],
                (int) parts[11],
                (long) parts[12]);
    }

    /** What is not plain, a line each. */
    @Override
    public String toString() {
        String[] names = {
            "face",
            "inline",
            "resume",
            "overlap",
            "renumbers",
            "method",
            "firstId",
            "dedup",
            "reconnect",
            "timeouts",
            "limits",
            "unacknowledged",
            "jitter"
        };
        Object[] mine = parts();
        Object[] plain = plain().parts();
        var text = new StringBuilder();
        for (int i = 0; i < mine.length; i++) {
            if (!mine[i].equals(plain[i])) {
                text.append("  ").append(names[i]).append(": ").append(mine[i]).append('\n');
            }
        }
        return text.toString();
    }
}
