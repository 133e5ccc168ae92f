package dev.rivulet.examples.llm;

import dev.rivulet.sse.EventDecoder;
import dev.rivulet.sse.SseRequest;
import java.util.List;

/** A language model: what to send it, and as a decoder, where the text is in what it answers. */
interface Llm extends EventDecoder<String> {
    /** The request for an answer. */
    SseRequest ask(List<Message> messages);
}
