package dev.rivulet.sse.jdkhttp;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.spi.TransportRequest;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Sends an exchange's request by a client that has room for it, until it has a head or fails; or calls it back. */
final class Sending {
    private final TransportRequest request;
    private final SentBody body;
    private final Clients clients;
    private final Http2ConnectionGate.@Nullable Admission admission;
    private final AtomicReference<Clients.@Nullable Lease> lease = new AtomicReference<>();
    private volatile boolean over;
    private volatile boolean aborted;
    private volatile @Nullable CompletableFuture<?> response;

    Sending(TransportRequest request, Clients clients, Http2ConnectionGate gate) {
        this.request = request;
        this.clients = clients;
        this.admission = gate.admission(request);
        this.body = new SentBody(request.body(), admission == null ? () -> {} : admission::connected);
    }

    /** Begins; and once more for each connection that turns out to have no room. */
    void begin(JdkExchange exchange, JdkRequests requests) {
        if (admission == null) {
            send(exchange, requests, 0);
        } else {
            admission.begin(() -> send(exchange, requests, admission.client()));
        }
    }

    private void send(JdkExchange exchange, JdkRequests requests, int client) {
        if (over) {
            return;
        }
        try {
            HttpClient by = lease(client);
            Throwable refusal = Proxies.refusal(by, request.uri());
            if (refusal != null) {
                exchange.fail(Phase.PROXY, refusal);
                return;
            }
            CompletableFuture<HttpResponse<Void>> future = by.sendAsync(requests.of(request, body), exchange);
            response = future;
            if (aborted) {
                abort();
            }
            var unused = future.whenComplete((answer, error) -> {
                if (error == null) {
                    exchange.answered(answer);
                } else {
                    failed(exchange, requests, by, JdkErrors.cause(error));
                }
            });
        } catch (IllegalArgumentException | IllegalStateException refused) {
            exchange.fail(Phase.SEND, refused); // where the transport was closed meanwhile, the exchange is over
        }
    }

    /** What was over meanwhile has not seen the lease, and gives it back here. */
    private HttpClient lease(int number) {
        Clients.Lease taken = clients.lease(request.connectTimeout(), number);
        lease.set(taken);
        if (over) {
            release();
        }
        return taken.client();
    }

    private void release() {
        Clients.Lease held = lease.getAndSet(null);
        if (held != null) {
            held.release();
        }
    }

    private void failed(JdkExchange exchange, JdkRequests requests, HttpClient by, Throwable cause) {
        boolean full = JdkErrors.isFull(cause);
        if (full && admission != null && !over && admission.movesOn()) {
            release();
            begin(exchange, requests);
        } else {
            Phase phase = JdkErrors.phase(cause, by, request.uri(), body.isSent());
            exchange.failed(
                    phase,
                    full ? JdkErrors.full(cause, clients.whenFull()) : JdkErrors.reported(phase, cause, request.uri()),
                    cause);
            abort(); // the JDK leaves a connection open whose head it could not read
        }
    }

    /** The head came. */
    void opened(String protocol) {
        if (admission != null) {
            admission.opened(protocol);
        }
    }

    /** The exchange is over. Once. */
    void over() {
        over = true;
        release();
        if (admission != null) {
            admission.over();
        }
    }

    /** Closes the connection or resets the stream, whatever the phase. What is not there yet looks for itself. */
    void abort() {
        aborted = true;
        CompletableFuture<?> future = response;
        if (future != null && !future.cancel(true)) {
            future.newIncompleteFuture().cancel(true); // reaches the JDK's exchange though the future is complete
        }
    }
}
