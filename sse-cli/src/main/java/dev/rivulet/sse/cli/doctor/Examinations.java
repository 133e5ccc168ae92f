package dev.rivulet.sse.cli.doctor;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;

/** All examinations, in the order of their topics. */
final class Examinations {
    private static final List<Examination> ALL = List.of(
            new DnsExamination(),
            new TlsExamination(Clock.systemUTC()),
            new ResponseExamination(),
            new RedirectExamination(),
            new ProtocolExamination(),
            new ContentExamination(),
            new BufferingExamination(),
            new CompressionExamination(),
            new HeartbeatExamination(),
            new IdExamination(),
            new RetryExamination(),
            new ResumeExamination(),
            new EndExamination(),
            new CorsExamination());

    private Examinations() {}

    static List<Finding> of(CaseFile file) {
        return ALL.stream()
                .flatMap(examination -> examination.examine(file).stream())
                .sorted(Comparator.comparing(Finding::topic)) // stable
                .toList();
    }
}
