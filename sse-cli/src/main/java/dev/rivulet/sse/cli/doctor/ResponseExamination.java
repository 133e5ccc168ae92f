package dev.rivulet.sse.cli.doctor;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether there is a stream at all, and how soon. */
final class ResponseExamination implements Examination {
    private static final int LONGEST_BODY = 200;

    @Override
    public List<Finding> examine(CaseFile file) {
        Visit first = file.first();
        Failure failure = first.failure();
        ResponseHead head = first.head();
        if (first.isStream()) {
            return List.of(opened(first));
        }
        if (failure != null && topic(failure) == Topic.DNS && wasNotFound(file.names())) {
            return List.of(); // found by looking the name up, too
        }
        if (failure != null) {
            return List.of(failed(failure, file));
        }
        return List.of(head != null && head.status() == 204 ? noContent() : noHead(first));
    }

    private static boolean wasNotFound(@Nullable NameLookup names) {
        return names != null && names.addresses().isEmpty();
    }

    private static Finding opened(Visit first) {
        String event = first.eventArrivals().stream()
                .findFirst()
                .map(arrival -> ", the first event after " + Phrase.time(arrival.at()))
                .orElse("");
        return Finding.good(
                Topic.RESPONSE, "opened", "The stream opens: 200 after " + Phrase.time(first.headAt()) + event + ".");
    }

    private static Finding failed(Failure failure, CaseFile file) {
        return Finding.problem(topic(failure), failure.code(), failure.message())
                .because(body(failure.response()))
                .fix(file.advice().apply(failure));
    }

    private static Topic topic(Failure failure) {
        if (failure instanceof Failure.ConnectionFailed lost && lost.phase() == Phase.RESOLVE) {
            return Topic.DNS;
        } else if (failure instanceof Failure.TlsFailed) {
            return Topic.TLS;
        } else if (failure instanceof Failure.BadRedirect) {
            return Topic.REDIRECTS;
        }
        return failure instanceof Failure.NotAnEventStream ? Topic.CONTENT : Topic.RESPONSE;
    }

    private static String body(Failure.@Nullable Response response) {
        if (response == null || response.body().isBlank()) {
            return "";
        }
        String line = response.body().strip().replaceAll("\\s+", " ");
        return "The body: " + (line.length() > LONGEST_BODY ? line.substring(0, LONGEST_BODY) + "…" : line);
    }

    private static Finding noContent() {
        return Finding.problem(
                        Topic.RESPONSE,
                        "no_content",
                        "The server answers 204, which ends a stream for good: no client retries.")
                .fix("Answer 200 and keep the response open, or 503 with Retry-After while there is nothing to send.");
    }

    private static Finding noHead(Visit first) {
        return Finding.problem(
                        Topic.RESPONSE, "no_head", "No response head came in " + Phrase.time(first.endedAt()) + ".")
                .fix(
                        "Send and flush the head, best with a comment, as soon as a stream opens. If the server does, a proxy"
                                + " holds the response back; for nginx: `proxy_buffering off; proxy_http_version 1.1;`, or the"
                                + " response header `X-Accel-Buffering: no`.");
    }
}
