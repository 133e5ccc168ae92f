package dev.rivulet.sse.spring;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseRequest;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;

/** Finds a stream by its name, in the sources and among the beans. */
final class StreamRequests {
    private final ListableBeanFactory beans;
    private final List<StreamSource> sources;

    StreamRequests(ListableBeanFactory beans, List<StreamSource> sources) {
        this.beans = beans;
        this.sources = sources;
    }

    /** A stream's request, and its client if it has one of its own. */
    record Found(SseRequest request, @Nullable SseClient client) {}

    /** @throws UnknownStreamException naming who asked, if there is none of this name */
    Found find(String stream, String who) {
        for (StreamSource source : sources) {
            SseRequest request = source.request(stream);
            if (request != null) {
                return new Found(named(request, stream), source.client(stream));
            }
        }
        if (beans.containsBean(stream) && beans.isTypeMatch(stream, SseRequest.class)) {
            return new Found(named(beans.getBean(stream, SseRequest.class), stream), null);
        }
        throw new UnknownStreamException(stream, who, names());
    }

    private Set<String> names() {
        Set<String> names = new TreeSet<>(List.of(beans.getBeanNamesForType(SseRequest.class)));
        sources.forEach(source -> names.addAll(source.names()));
        return names;
    }

    private static SseRequest named(SseRequest request, String stream) {
        return request.name() == null ? request.name(stream) : request;
    }
}
