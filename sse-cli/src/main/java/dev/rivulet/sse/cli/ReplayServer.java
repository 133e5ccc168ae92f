package dev.rivulet.sse.cli;

import static java.util.Objects.requireNonNull;

import dev.rivulet.sse.http.Redacted;
import dev.rivulet.sse.recording.Entry;
import dev.rivulet.sse.recording.Recording;
import dev.rivulet.sse.testkit.RecordedRequest;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.ExitCode;

/** Serves the exchanges of a recording, one a request, in their order. */
final class ReplayServer {
    private final Display display;
    private final List<Response> responses;
    private final boolean loops;
    private int next;

    /** @param loops whether it starts again after the last one; else it answers 204 */
    ReplayServer(Display display, List<Response> responses, boolean loops) {
        this.display = display;
        this.responses = responses;
        this.loops = loops;
    }

    /** Serves until the process is stopped. */
    int serve(int port, Recording recording) {
        var stopped = new CountDownLatch(1);
        var interrupt = new Interrupt(stopped::countDown);
        try (interrupt;
                ScriptedServer server = ScriptedServer.start(port).otherwise(this::answer)) {
            display.event(server.uri(path(recording)) + "\n");
            display.message(
                    "sse replay: serves " + Wording.count(responses.size(), "exchange") + " there, one a request"
                            + (loops ? ", and then starts again" : ", and then 204") + "; Ctrl-C stops it");
            stopped.await();
            return Interrupt.EXIT_CODE;
        } catch (UncheckedIOException e) {
            throw CommandFailure.of(
                    "cannot serve on port " + port + ": " + FileArgument.reason(requireNonNull(e.getCause())), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.OK;
        }
    }

    private synchronized Response answer(RecordedRequest request) {
        boolean over = next >= responses.size() && !loops;
        int number = over ? 0 : next++ % responses.size() + 1;
        String asked = request.method() + " " + Redacted.uri(request.target())
                + (request.lastEventId().isEmpty() ? "" : " after '" + request.lastEventId() + "'");
        display.message("sse replay: " + display.err().harmless(asked) + ": "
                + (over ? "204, there is no further exchange" : "exchange " + number + " of " + responses.size()));
        return over ? Response.status(204) : responses.get(number - 1);
    }

    /** The path that was asked for at first. */
    private static String path(Recording recording) {
        for (Entry entry : recording.entries()) {
            if (entry instanceof Entry.Attempt attempt) {
                return path(attempt.uri().replaceFirst("(?s)[?…].*", ""));
            }
        }
        return "/";
    }

    /** The root if it has none, as where the text is no URI. */
    private static String path(String uri) {
        try {
            String path = new URI(uri).getRawPath();
            return path == null || !path.startsWith("/") ? "/" : path;
        } catch (URISyntaxException e) {
            return "/";
        }
    }
}
