package dev.rivulet.sse.okhttp;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.TransportRequest;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.logging.Level;
import java.util.logging.Logger;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** One exchange: a thread goes through it from top to bottom, and is the only one that calls the receiver. */
final class OkHttpExchange implements Exchange {
    private static final Logger LOG = Logger.getLogger("dev.rivulet.sse"); // which Android has too

    private final TransportRequest request;
    private final Receiver receiver;
    private final Credit credit = new Credit();
    private final Progress progress;
    private volatile boolean cancelled;
    private volatile @Nullable Call call;

    /** @param aside runs what may block, on another thread */
    OkHttpExchange(TransportRequest request, Receiver receiver, Executor aside) {
        this.request = request;
        this.receiver = receiver;
        this.progress = new Progress(request.connectTimeout(), () -> aside.execute(this::endCall));
    }

    @Override
    public void read() {
        credit.grant();
    }

    @Override
    public void cancel() {
        cancelled = true;
        progress.stop();
        endCall();
        credit.grant(); // ends the wait for it
    }

    /** Closes the connection or resets the stream. */
    private void endCall() {
        Call under = call;
        if (under != null) {
            try {
                under.cancel();
            } catch (RuntimeException e) { // of the application's EventListener, which OkHttp asks last
                LOG.log(Level.WARNING, "the EventListener of the OkHttpClient failed in canceled", e);
            }
        }
    }

    /** All of it. By the thread of this exchange. */
    void run(OkHttpClient client) {
        boolean isWhole = false;
        try {
            Request made = request(client);
            if (made != null) {
                Call started = client.newCall(made);
                call = started; // before it looks: cancel() sees the one or the other
                isWhole = !cancelled && exchange(started);
            }
        } catch (Throwable thrown) { // also of the application's interceptors
            endCall(); // an interceptor that threw may have left a response open
            failed(thrown);
        } finally {
            progress.stop();
        }
        if (isWhole && !cancelled) {
            receiver.end();
        }
    }

    /** Null if it cannot be sent, which then is reported. */
    private @Nullable Request request(OkHttpClient client) {
        try {
            Request made = OkHttpRequests.of(request, progress);
            Proxies.check(client, request.uri());
            return made;
        } catch (IllegalArgumentException refused) {
            failed(Phase.SEND, refused);
            return null;
        }
    }

    /** Returns whether the response is whole; else the exchange was cancelled. */
    private boolean exchange(Call started) throws IOException {
        Response response = started.execute();
        boolean isWhole = false;
        try {
            progress.reach(Phase.HEAD);
            ResponseHead head = OkHttpResponseHeads.of(response, request.headBytes());
            progress.reach(Phase.BODY);
            if (!cancelled) {
                receiver.head(head);
            }
            isWhole = readAll(BodyReads.of(response, head, request.method()));
        } finally {
            if (!isWhole) {
                endCall(); // or OkHttp would wait for the rest of it
            }
            close(response);
        }
        return isWhole;
    }

    private static void close(Response response) {
        try {
            response.close();
        } catch (
                RuntimeException e) { // of an interceptor, or of OkHttp where a length is negative: all is said by then
            LOG.log(Level.FINE, "a response could not be closed", e);
        }
    }

    private boolean readAll(BodyReads body) throws IOException {
        while (!body.isOver() && !cancelled) {
            credit.await();
            if (cancelled || !body.read()) {
                break;
            }
            for (ByteBuffer part = body.next(); part != null && !cancelled; part = body.next()) {
                receiver.bytes(part);
            }
            credit.usedUp();
            if (!cancelled) {
                receiver.burstEnd();
            }
        }
        return !cancelled;
    }

    private void failed(Throwable thrown) {
        Phase reached = progress.phase();
        if (progress.isLate()) {
            String time = "not connected within " + request.connectTimeout().toMillis() + " ms (Timeouts.connect)";
            var late = new SocketTimeoutException(time);
            late.initCause(thrown);
            failed(reached, late);
        } else if (OkHttpErrors.isForbidden(reached, thrown)) {
            failed(Phase.SEND, new IllegalArgumentException(thrown.getMessage(), thrown));
        } else {
            failed(reached, OkHttpErrors.reported(reached, thrown));
        }
    }

    private void failed(Phase phase, Throwable cause) {
        if (!cancelled) {
            receiver.failed(phase, cause);
        }
    }
}
