package dev.rivulet.sse.bench;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.core.ResolvableType;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ReactiveHttpInputMessage;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.http.codec.ServerSentEventHttpMessageReader;
import reactor.core.publisher.Flux;

/** Spring WebFlux's reader of {@code ServerSentEvent<String>}, over a flux of one data buffer a chunk. */
final class SpringPass implements Pass {
    private static final ResolvableType EVENT =
            ResolvableType.forClassWithGenerics(ServerSentEvent.class, String.class);

    private final ServerSentEventHttpMessageReader reader = new ServerSentEventHttpMessageReader();
    private final List<ByteBuffer> chunks = new ArrayList<>();

    SpringPass(Workload workload) {
        int from = 0;
        for (int to : workload.cuts()) {
            chunks.add(ByteBuffer.wrap(workload.wire(), from, to - from).slice());
            from = to;
        }
    }

    @Override
    public void run(Sink sink) {
        reader.read(EVENT, new Message(chunks), Map.of())
                .doOnNext(event -> {
                    // A comment or an id alone is an event without data here.
                    if (event instanceof ServerSentEvent<?> sent && sent.data() instanceof String data) {
                        sink.event(sent.event(), data);
                    }
                })
                .blockLast();
    }

    private record Message(List<ByteBuffer> chunks) implements ReactiveHttpInputMessage {
        @Override
        public Flux<DataBuffer> getBody() {
            return Flux.fromIterable(chunks)
                    .map(chunk -> DefaultDataBufferFactory.sharedInstance.wrap(chunk.duplicate()));
        }

        @Override
        public HttpHeaders getHeaders() {
            return HttpHeaders.EMPTY;
        }
    }
}
