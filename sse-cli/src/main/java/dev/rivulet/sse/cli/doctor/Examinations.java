package dev.rivulet.sse.cli.doctor;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** All examinations, in the order of their topics. */
final class Examinations {
    /** Far longer than it takes: what is judged is bounded. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private static final List<Examination> ALL = List.of(
            new DnsExamination(),
            new TlsExamination(Clock.systemUTC()),
            new ResponseExamination(),
            new RedirectExamination(),
            new ProtocolExamination(),
            new Http3Examination(),
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

    /** All findings, or those of the first seconds if it takes longer. */
    static List<Finding> of(CaseFile file) throws InterruptedException {
        return new Judging(ALL, file).within(LONGEST);
    }
}
