package dev.rivulet.sse.cli.doctor;

import dev.rivulet.sse.http.ResponseHead;
import java.util.List;
import java.util.stream.Collectors;

/** What the server does with Last-Event-ID. */
final class ResumeExamination implements Examination {
    private static final String ADVICE =
            "Keep recent events, and begin after the one whose id is in the request's Last-Event-ID.";

    private static final int MOST_IDS = 5;

    @Override
    public List<Finding> examine(CaseFile file) {
        ResumeTrial trial = file.resume();
        if (trial != null) {
            return List.of(judge(trial).because(evidence(trial)));
        }
        if (!file.first().isStream() || file.first().identified().isEmpty()) {
            return List.of(); // said of the ids
        }
        boolean wasStopped =
                file.isRepeatable() && ResumeTrial.choose(file.first().identified()) >= 0;
        return wasStopped ? List.of() : List.of(notTried(file));
    }

    private static Finding notTried(CaseFile file) {
        return file.isRepeatable()
                ? Finding.note(
                                Topic.RESUME,
                                "too_few_events",
                                "Resumption was not tried: fewer than two events with ids came.")
                        .fix("Watch for longer, with --watch, or while events are sent.")
                : Finding.note(
                                Topic.RESUME,
                                "not_repeatable",
                                "Resumption was not tried: a " + file.request().method()
                                        + " request is not sent twice just to see.")
                        .fix("If the server may get it several times: --repeat.");
    }

    private static Finding judge(ResumeTrial trial) {
        String id = Phrase.quoted(trial.named().id());
        return switch (trial.answer()) {
            case STRICT ->
                Finding.good(Topic.RESUME, "strict", "Last-Event-ID works: the stream begins after " + id + ".");
            case INCLUSIVE ->
                warning("inclusive", "The stream begins with the event " + id + " again, and not after it.")
                        .fix(
                                "Begin after the event that Last-Event-ID names. Rivulet drops the duplicate; browsers do not.");
            case WHOLE ->
                warning("whole_replay", "The server sends everything again, whatever Last-Event-ID says.")
                        .fix(ADVICE + " Rivulet drops the duplicates that it remembers; browsers do not.");
            case RENUMBERED ->
                warning(
                                "renumbered",
                                "Each connection gives the same ids to other events, so that no id says where to resume.")
                        .fix("Number events where they are made, not for each connection. " + ADVICE);
            case SKIPPED ->
                warning("skips", "The server resumes too late: it leaves out events after " + id + ".")
                        .fix(ADVICE);
            case IGNORED ->
                warning(
                                "ignored",
                                "The server ignores Last-Event-ID: it continues with new events, and what was missed is lost.")
                        .fix(ADVICE);
            case SILENT ->
                warning("silent", "The events after " + id + " did not come again: what was missed is lost.")
                        .fix(ADVICE);
            case REFUSED -> refused(trial);
            case NO_CONTENT ->
                warning("no_content", "A request that resumes is answered with 204, which ends the stream for good.")
                        .fix(ADVICE);
        };
    }

    private static Finding refused(ResumeTrial trial) {
        ResponseHead head = trial.visit().head();
        return warning(
                        "refused",
                        "A request with Last-Event-ID is refused"
                                + (head == null ? ": no response came." : " with " + head.status() + "."))
                .fix(ADVICE + " If the id is not known any more, answer 200 and begin where you can.");
    }

    private static Finding warning(String code, String what) {
        return Finding.warning(Topic.RESUME, code, what);
    }

    private static String evidence(ResumeTrial trial) {
        List<String> came = trial.visit().identified().stream()
                .map(event -> Phrase.quoted(event.id()))
                .limit(MOST_IDS)
                .toList();
        List<String> lost = trial.lost();
        return "Last-Event-ID: " + Phrase.text(trial.named().id()) + " was sent; after it, the first connection had "
                + lost.stream().map(Phrase::quoted).limit(MOST_IDS).collect(Collectors.joining(", ")) + "; now came "
                + (came.isEmpty() ? "no event with an id" : String.join(", ", came)) + " in "
                + Phrase.time(trial.visit().endedAt()) + ".";
    }
}
