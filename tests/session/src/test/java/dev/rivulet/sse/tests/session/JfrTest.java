package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A session's life in a recording of Java Flight Recorder. */
class JfrTest {
    @RegisterExtension
    final Rig rig = new Rig();

    @TempDir
    Path folder;

    private List<RecordedEvent> eventsOf(Recording recording) throws IOException {
        Path file = folder.resolve("session.jfr");
        recording.stop();
        recording.dump(file);
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("rivulet."))
                .filter(event -> "watched".equals(event.getString("name")))
                .toList();
    }

    private static List<String> names(List<RecordedEvent> events) {
        return events.stream().map(event -> event.getEventType().getName()).toList();
    }

    private void live() {
        rig.subscribe(request -> request.name("watched"))
                .open()
                .send("id: 1\ndata: a\n\n")
                .reopen();
        rig.session.close();
    }

    @Test
    void the_life_of_a_session_is_recorded() throws Exception {
        try (var recording = new Recording()) {
            recording.start();
            live();
            List<RecordedEvent> events = eventsOf(recording);
            assertThat(names(events))
                    .containsExactlyInAnyOrder(
                            "rivulet.Attempt",
                            "rivulet.Open",
                            "rivulet.Loss",
                            "rivulet.BackOff",
                            "rivulet.Attempt",
                            "rivulet.Open",
                            "rivulet.Close");
            RecordedEvent loss = only("rivulet.Loss", events);
            assertThat(loss.getString("failure")).isEqualTo("connection_failed");
            assertThat(loss.getString("uri")).isEqualTo(Rig.STREAM.toString());
            assertThat(loss.getLong("events")).isEqualTo(1);
            assertThat(only("rivulet.Close", events).getString("reason")).isEqualTo("CLOSED");
        }
    }

    @Test
    void an_attempt_has_its_status_or_its_failure() throws Exception {
        try (var recording = new Recording()) {
            recording.start();
            rig.subscribe(request -> request.name("watched")).cut().backOff();
            rig.server().head(503, Rig.headers());
            rig.session.close();
            List<RecordedEvent> attempts = eventsOf(recording).stream()
                    .filter(event -> event.getEventType().getName().equals("rivulet.Attempt"))
                    .toList();
            assertThat(attempts).extracting(event -> event.getInt("status")).containsExactly(0, 503);
            assertThat(attempts)
                    .extracting(event -> event.getString("failure"))
                    .containsExactly("connection_failed", null);
        }
    }

    @Test
    void bursts_are_recorded_if_the_recording_asks_for_them() throws Exception {
        try (var recording = new Recording()) {
            recording.enable("rivulet.Burst");
            recording.start();
            live();
            RecordedEvent burst = only("rivulet.Burst", eventsOf(recording));
            assertThat(burst.getLong("events")).isEqualTo(1);
            assertThat(burst.getLong("bytes")).isEqualTo(15);
        }
    }

    @Test
    void a_session_that_is_older_than_the_recording_is_recorded_from_its_next_state_on() throws Exception {
        rig.subscribe(request -> request.name("watched")).open();
        try (var recording = new Recording()) {
            recording.start();
            rig.cut().backOff().open();
            assertThat(names(eventsOf(recording)))
                    .containsExactlyInAnyOrder("rivulet.Loss", "rivulet.BackOff", "rivulet.Attempt", "rivulet.Open");
        }
    }

    @Test
    void bursts_of_a_session_that_is_older_than_the_recording_are_recorded_too() throws Exception {
        rig.subscribe(request -> request.name("watched")).open().send("data: a\n\n");
        try (var recording = new Recording()) {
            recording.enable("rivulet.Burst");
            recording.start();
            rig.send("data: b\n\n").send("data: c\n\ndata: d\n\n");
            List<RecordedEvent> bursts = eventsOf(recording); // the first one only if JFR was in use before
            assertThat(bursts).hasSizeBetween(1, 2);
            assertThat(bursts.get(bursts.size() - 1).getLong("events")).isEqualTo(2);
            assertThat(bursts.get(bursts.size() - 1).getLong("bytes")).isEqualTo(18);
        }
    }

    private static RecordedEvent only(String name, List<RecordedEvent> events) {
        List<RecordedEvent> found = events.stream()
                .filter(event -> event.getEventType().getName().equals(name))
                .toList();
        assertThat(found).as(name).hasSize(1);
        return found.get(0);
    }
}
