package dev.rivulet.examples.httpclient5;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;

/** Takes the response from the library, on its reactor's thread, and passes it on: head-1 to head-8, bytes-1, end-4. */
final class ResponseConsumer implements AsyncResponseConsumer<Void> {
    private final HttpClient5Exchange exchange;
    private final Delivery delivery;
    private final HeadLimit headLimit;
    private boolean isChunked;

    ResponseConsumer(HttpClient5Exchange exchange, Delivery delivery, HeadLimit headLimit) {
        this.exchange = exchange;
        this.delivery = delivery;
        this.headLimit = headLimit;
    }

    @Override
    public void consumeResponse(
            HttpResponse response, EntityDetails body, HttpContext context, FutureCallback<Void> ignored) {
        if (exchange.phase() == Phase.PROXY) { // before the request was sent: it is the proxy's, to CONNECT
            int status = response.getCode();
            exchange.failed(new SseException(new Failure.ProxyFailed(status, null, status >= 500)));
            return;
        }
        try {
            ResponseHead head = ResponseHeads.of(response, headLimit);
            if (exchange.hasConnectionEnded()) { // the library takes what there is for a whole head
                throw new EOFException("the connection ended within the head of the response");
            }
            isChunked = head.headers().first("Transfer-Encoding") != null;
            exchange.head(head);
        } catch (Exception e) {
            exchange.failed(Phase.HEAD, e);
            return;
        }
        if (body == null) {
            exchange.end(); // end-2
        }
    }

    @Override
    public void informationResponse(HttpResponse response, HttpContext context) { // head-2
        headLimit.restart();
    }

    @Override
    public void consume(ByteBuffer lent) {
        delivery.bytes(lent);
    }

    @Override
    public void updateCapacity(CapacityChannel channel) {
        delivery.paused(channel);
    }

    @Override
    public void streamEnd(List<? extends Header> trailers) {
        if (isChunked && exchange.hasConnectionEnded()) { // the library takes a last chunk without its end for whole
            exchange.failed(new EOFException("the connection ended within the last chunk"));
        } else {
            exchange.end();
        }
    }

    @Override
    public void failed(Exception cause) {
        exchange.failed(cause);
    }

    @Override
    public void releaseResources() {}
}
