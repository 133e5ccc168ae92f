package dev.rivulet.examples.llm;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseException;
import java.util.concurrent.Flow;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;

/** Passes the tokens of the language model to the page, as an event stream of our own. */
@RestController
class ChatController {
    private final SseClient client;
    private final Llm llm;

    ChatController(SseClient client, Llm llm) {
        this.client = client;
        this.llm = llm;
    }

    /**
     * Events {@code token}, and one of {@code done}, {@code cut} and {@code error} at the end. When the page aborts its
     * request, Spring cancels the Flux, and that closes the connection to the language model.
     */
    @PostMapping(path = "/chat", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Flux<ServerSentEvent<Part>> answer(@RequestBody Conversation conversation) {
        Flow.Publisher<String> tokens = client.publisher(llm.ask(conversation.messages()), llm);
        return JdkFlowAdapter.flowPublisherToFlux(tokens)
                .map(token -> event("token", token))
                .concatWithValues(event("done", ""))
                .onErrorResume(
                        SseException.class, end -> Flux.just(event(typeOf(end.failure()), textOf(end.failure()))));
    }

    /** In JSON: a token may begin with a space, which is not part of an event's data as Spring writes it. */
    record Part(String text) {}

    private static ServerSentEvent<Part> event(String type, String text) {
        return ServerSentEvent.builder(new Part(text)).event(type).build();
    }

    /** After a cut the rest of the answer is missing, and can be asked for. */
    private static String typeOf(Failure failure) {
        boolean isCut = failure instanceof Failure.Truncated
                || failure instanceof Failure.ConnectionFailed
                || failure instanceof Failure.ProtocolError
                || failure instanceof Failure.TimedOut;
        return isCut ? "cut" : "error";
    }

    private static String textOf(Failure failure) {
        Failure.Response response = failure.response();
        return response == null ? failure.message() : failure.message() + " " + response.body();
    }
}
