package dev.rivulet.sse.cli.doctor;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState.Closed;
import dev.rivulet.sse.SessionState.Progress;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.ResponseHead;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds a visit as it would have been seen, with times in seconds. */
final class Visits {
    static final SseRequest REQUEST = SseRequest.get("http://localhost/events");

    private static final URI PLACE = REQUEST.uri();

    private final List<Visit.Hop> hops = new ArrayList<>();
    private final List<Arrival> arrivals = new ArrayList<>();
    private final List<Visit.Piece> pieces = new ArrayList<>();
    private final List<Long> retries = new ArrayList<>();
    private Headers headers = Headers.none();
    private String protocol = "http/1.1";
    private int status = 200;

    static Visits stream() {
        return new Visits().header("Content-Type", "text/event-stream").header("Cache-Control", "no-cache");
    }

    static Visits status(int status) {
        var visits = new Visits();
        visits.status = status;
        return visits;
    }

    /** A case of nothing but this. */
    static CaseFile file(Visit first) {
        return CaseFile.of(REQUEST, failure -> "advice", first);
    }

    Visits header(String name, String value) {
        headers = headers.add(name, value);
        return this;
    }

    Visits without(String name) {
        headers = headers.remove(name);
        return this;
    }

    Visits protocol(String name) {
        protocol = name;
        return this;
    }

    Visits redirected(double at, int by) {
        hops.add(new Visit.Hop(nanos(at), PLACE, new ResponseHead(by, Headers.none(), "http/1.1")));
        return this;
    }

    Visits event(double at, String id, String data) {
        return piece(at, 10 + data.length(), false)
                .arrival(Arrival.event(nanos(at), "message", id, !id.isEmpty(), data));
    }

    Visits typed(double at, String type, String data) {
        return piece(at, 10, false).arrival(Arrival.event(nanos(at), type, "", false, data));
    }

    Visits comment(double at) {
        return piece(at, 3, false).arrival(Arrival.comment(nanos(at), ""));
    }

    Visits piece(double at, int bytes, boolean cutsLine) {
        pieces.add(new Visit.Piece(nanos(at), bytes, cutsLine));
        return this;
    }

    Visits retry(long millis) {
        retries.add(millis);
        return this;
    }

    private Visits arrival(Arrival arrival) {
        arrivals.add(arrival);
        return this;
    }

    Visit openUntil(double at) {
        return visit(at, null);
    }

    Visit ended(double at) {
        return visit(at, closed(Closed.Reason.SERVER_ENDED, null));
    }

    Visit failed(double at, Failure failure) {
        return visit(at, closed(Closed.Reason.FAILED, failure));
    }

    /** No head came. */
    static Visit noHead(double at, @Nullable Failure failure) {
        Closed closed = failure == null ? null : new Visits().closed(Closed.Reason.FAILED, failure);
        return new Visit(List.of(), List.of(), List.of(), List.of(), 0, 0, 0, closed, nanos(at));
    }

    private Closed closed(Closed.Reason reason, @Nullable Failure failure) {
        return new Closed(reason, failure, new Progress(1, arrivals.size(), arrivals.size()), null);
    }

    private Visit visit(double at, @Nullable Closed closed) {
        List<Visit.Hop> all = new ArrayList<>(hops);
        all.add(new Visit.Hop(
                hops.isEmpty() ? 0 : hops.get(hops.size() - 1).at(),
                PLACE,
                new ResponseHead(status, headers, protocol)));
        long events = arrivals.stream().filter(Arrival::isEvent).count();
        return new Visit(
                all,
                arrivals,
                pieces,
                retries,
                events,
                arrivals.size() - events,
                pieces.stream().mapToLong(Visit.Piece::bytes).sum(),
                closed,
                nanos(at));
    }

    private static long nanos(double seconds) {
        return Math.round(seconds * 1e9);
    }
}
