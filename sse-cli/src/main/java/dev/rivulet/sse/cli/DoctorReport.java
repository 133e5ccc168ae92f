package dev.rivulet.sse.cli;

import dev.rivulet.sse.cli.doctor.Diagnosis;
import dev.rivulet.sse.cli.doctor.Finding;
import dev.rivulet.sse.cli.doctor.Outcome;
import dev.rivulet.sse.cli.doctor.Severity;
import java.util.Locale;

/** Prints a diagnosis, for people or as JSON. */
final class DoctorReport {
    private static final int WIDTH = 100;
    private static final int TITLE = 13;
    private static final String INDENT = " ".repeat(TITLE + 2);

    private final Output out;

    DoctorReport(Output out) {
        this.out = out;
    }

    void text(Diagnosis diagnosis) {
        out.println(out.styled(Style.BOLD, out.harmless(diagnosis.uri())));
        diagnosis.findings().forEach(this::finding);
        out.println("");
        out.println(out.styled(style(diagnosis.outcome()), summary(diagnosis)));
        out.flush();
    }

    private void finding(Finding finding) {
        String title = String.format(
                Locale.ROOT,
                "%s %-" + TITLE + "s",
                sign(finding.severity()),
                finding.topic().title());
        out.println(out.styled(style(finding.severity()), title) + wrapped(finding.what()));
        if (!finding.evidence().isEmpty()) {
            out.println(INDENT + out.styled(Style.DIM, wrapped(finding.evidence())));
        }
        if (!finding.fix().isEmpty()) {
            out.println(INDENT + wrapped("Fix: " + finding.fix()));
        }
    }

    /** The server's text is among it, and is one line here. */
    private String wrapped(String text) {
        var lines = new StringBuilder();
        int column = INDENT.length();
        for (String word : out.harmless(text.replaceAll("\\s+", " ")).split(" ", -1)) {
            if (column + word.length() > WIDTH && column > INDENT.length()) {
                lines.setLength(lines.length() - 1);
                lines.append('\n').append(INDENT);
                column = INDENT.length();
            }
            lines.append(word).append(' ');
            column += word.length() + 1;
        }
        return lines.toString().stripTrailing();
    }

    private static String sign(Severity severity) {
        return switch (severity) {
            case GOOD -> "+";
            case NOTE -> "-";
            case WARNING -> "!";
            case PROBLEM -> "x";
        };
    }

    private static Style style(Severity severity) {
        return switch (severity) {
            case GOOD -> Style.GREEN;
            case NOTE -> Style.CYAN;
            case WARNING -> Style.YELLOW;
            case PROBLEM -> Style.RED;
        };
    }

    private static Style style(Outcome outcome) {
        return switch (outcome) {
            case HEALTHY -> Style.GREEN;
            case FINDINGS -> Style.YELLOW;
            case UNREACHABLE -> Style.RED;
        };
    }

    private static String summary(Diagnosis diagnosis) {
        long complaints = diagnosis.findings().stream()
                .filter(finding -> finding.severity().isComplaint())
                .count();
        String seen = " (watched for " + Wording.seconds(diagnosis.watched()) + ": "
                + Wording.count(diagnosis.events(), "event") + ", " + Wording.count(diagnosis.comments(), "comment")
                + ")";
        return switch (diagnosis.outcome()) {
            case HEALTHY -> "Healthy" + seen + ".";
            case FINDINGS -> Wording.count(complaints, "thing") + " to fix" + seen + ".";
            case UNREACHABLE -> "Unreachable: no response came.";
        };
    }

    void json(Diagnosis diagnosis) {
        out.println(Json.object()
                .with("uri", diagnosis.uri())
                .with("outcome", diagnosis.outcome().name().toLowerCase(Locale.ROOT))
                .with("watched_ms", diagnosis.watched().toMillis())
                .with("events", diagnosis.events())
                .with("comments", diagnosis.comments())
                .withObjects(
                        "findings",
                        diagnosis.findings().stream().map(DoctorReport::json).toList())
                .toString());
        out.flush();
    }

    private static Json json(Finding finding) {
        return Json.object()
                .with("topic", finding.topic().code())
                .with("severity", finding.severity().name().toLowerCase(Locale.ROOT))
                .with("code", finding.code())
                .with("what", finding.what())
                .with("evidence", finding.evidence())
                .with("fix", finding.fix());
    }
}
