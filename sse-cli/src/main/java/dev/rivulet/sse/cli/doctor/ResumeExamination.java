package dev.rivulet.sse.cli.doctor;

import dev.rivulet.sse.http.ResponseHead;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
        boolean wasNotPossible =
                file.isRepeatable() && ResumeTrial.choose(file.first().identified()) >= 0;
        return wasNotPossible ? List.of() : List.of(notTried(file));
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
        ResumeTrial.Answer answer = trial.answer();
        String what = what(trial, trial.named().id().quoted());
        return answer == ResumeTrial.Answer.STRICT
                ? Finding.good(Topic.RESUME, "strict", what)
                : Finding.warning(Topic.RESUME, code(answer), what).fix(fix(answer));
    }

    private static String code(ResumeTrial.Answer answer) {
        return switch (answer) {
            case WHOLE -> "whole_replay";
            case SKIPPED -> "skips";
            default -> answer.name().toLowerCase(Locale.ROOT);
        };
    }

    private static String what(ResumeTrial trial, String id) {
        return switch (trial.answer()) {
            case STRICT -> "Last-Event-ID works: the stream begins after " + id + ".";
            case INCLUSIVE -> "The stream begins with the event " + id + " again, and not after it.";
            case WHOLE -> "The server sends everything again, whatever Last-Event-ID says.";
            case RENUMBERED ->
                "Each connection gives the same ids to other events, so that no id says where to resume.";
            case SKIPPED -> "The server resumes too late: it leaves out events after " + id + ".";
            case IGNORED ->
                "The server ignores Last-Event-ID: it continues with new events, and what was missed is lost.";
            case SILENT -> "The events after " + id + " did not come again: what was missed is lost.";
            case REFUSED ->
                "A request with Last-Event-ID is refused" + by(trial.visit().head()) + ".";
            case NO_CONTENT -> "A request that resumes is answered with 204, which ends the stream for good.";
        };
    }

    private static String by(@Nullable ResponseHead head) {
        return head == null ? ": no response came" : " with " + head.status();
    }

    private static String fix(ResumeTrial.Answer answer) {
        return switch (answer) {
            case INCLUSIVE ->
                "Begin after the event that Last-Event-ID names. Rivulet drops the duplicate; browsers do not.";
            case WHOLE -> ADVICE + " Rivulet drops the duplicates that it remembers; browsers do not.";
            case RENUMBERED -> "Number events where they are made, not for each connection. " + ADVICE;
            case REFUSED -> ADVICE + " If the id is not known any more, answer 200 and begin where you can.";
            default -> ADVICE;
        };
    }

    private static String evidence(ResumeTrial trial) {
        List<String> came = trial.visit().identified().stream()
                .map(event -> event.id().quoted())
                .limit(MOST_IDS)
                .toList();
        List<EventId> lost = trial.lost();
        return "Last-Event-ID: " + Phrase.text(trial.named().id().text())
                + " was sent; after it, the first connection had "
                + lost.stream().map(EventId::quoted).limit(MOST_IDS).collect(Collectors.joining(", ")) + "; now came "
                + (came.isEmpty() ? "no event with an id" : String.join(", ", came)) + " in "
                + Phrase.time(trial.visit().endedAt()) + ".";
    }
}
