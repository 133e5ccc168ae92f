package dev.rivulet.sse.parser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A fault that users of other clients reported, of {@code cases/field-reports.jsonl} (the areas parse and encoding). */
record FieldReport(
        String id,
        byte[] stream,
        int[] cuts,
        List<Seen.Event> events,
        String lastEventId,
        List<?> comments,
        List<?> retries) {

    static List<String> ids() {
        return Vector.lines("/cases/field-reports.jsonl").stream()
                .map(line -> (String) Json.object(line).get("id"))
                .toList();
    }

    static FieldReport of(String id) {
        return Vector.lines("/cases/field-reports.jsonl").stream()
                .map(Json::object)
                .filter(json -> json.get("id").equals(id))
                .map(FieldReport::of)
                .findFirst()
                .orElseThrow();
    }

    private static FieldReport of(Map<String, Object> json) {
        var script = (Map<?, ?>) json.get("script");
        var expect = (Map<?, ?>) json.get("expect");
        byte[] stream = Base64.getDecoder().decode((String) script.get("input_b64"));
        return new FieldReport(
                (String) json.get("id"),
                stream,
                cuts(script.get("cuts"), stream.length),
                Vector.events(expect.get("events")),
                (String) expect.get("last_event_id"),
                (List<?>) expect.get("comments"),
                retries(expect));
    }

    /** As texts, some of which no number type holds. */
    private static @Nullable List<?> retries(Map<?, ?> expect) {
        var numbers = (List<?>) expect.get("retry");
        return numbers == null
                ? (List<?>) expect.get("retry_accepted")
                : numbers.stream()
                        .map(number -> String.valueOf(((Double) number).longValue()))
                        .toList();
    }

    private static int[] cuts(Object json, int length) {
        return json.equals("every-byte")
                ? IntStream.range(1, length).toArray()
                : ((List<?>) json)
                        .stream().mapToInt(cut -> ((Double) cut).intValue()).toArray();
    }

    /** Cut as it was when it went wrong, then in every other way: fed and adopted. */
    void replay() {
        check(Play.a().cutAt(stream, cuts));
        check(Play.a().adopting(0).cutAt(stream, cuts));
        check(Play.a().adopting(64).cutAt(stream, cuts));
        check(Play.a().whole(stream));
        check(Play.a().byteByByte(stream));
        int step = stream.length < 1_000 ? 1 : stream.length / 16; // a long one repeats itself
        for (int place = 0; place <= stream.length; place += step) {
            check(Play.a().cutAt(stream, place));
            check(Play.a().adopting(place % 9).cutAt(stream, place));
        }
    }

    private void check(Play.Outcome outcome) {
        var seen = outcome.sink().events().stream()
                .map(event -> Seen.event(event.type(), event.data(), event.id()))
                .toList();
        assertThat(seen).isEqualTo(events);
        assertThat(outcome.lastEventId()).isEqualTo(lastEventId);
        if (comments != null) {
            assertThat(outcome.seen())
                    .filteredOn(Seen.Comment.class::isInstance)
                    .map(c -> (Object) ((Seen.Comment) c).text())
                    .isEqualTo(comments);
        }
        if (retries != null) {
            assertThat(outcome.seen())
                    .filteredOn(Seen.Retry.class::isInstance)
                    .map(r -> (Object) String.valueOf(((Seen.Retry) r).millis()))
                    .isEqualTo(retries);
        }
    }
}
