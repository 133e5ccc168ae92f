package dev.rivulet.sse.cli.doctor;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The version of TLS, and for how long the certificates are valid. What makes a handshake fail is the response's. */
final class TlsExamination implements Examination {
    private static final Duration SOON = Duration.ofDays(14);
    private static final Set<String> CURRENT = Set.of("TLSv1.2", "TLSv1.3");

    private final Clock clock;

    TlsExamination(Clock clock) {
        this.clock = clock;
    }

    @Override
    public List<Finding> examine(CaseFile file) {
        TlsGreeting tls = file.tls();
        return tls == null ? List.of() : List.of(judge(tls).because(tls.version() + ", " + tls.cipher() + "."));
    }

    private Finding judge(TlsGreeting tls) {
        Duration left = Duration.between(clock.instant(), tls.expires());
        if (left.compareTo(SOON) < 0) {
            return Finding.warning(Topic.TLS, "expires_soon", "The certificate expires at " + tls.expires() + ".")
                    .fix("Renew it: after that time no client connects.");
        } else if (!CURRENT.contains(tls.version())) {
            return Finding.warning(Topic.TLS, "old_version", "The server speaks " + tls.version() + ".")
                    .fix("Enable TLS 1.2 and 1.3: browsers and current JDKs refuse older versions.");
        }
        return Finding.good(
                Topic.TLS,
                "valid",
                "The handshake works, in " + Phrase.time(tls.nanos()) + "; the certificate is valid for "
                        + left.toDays() + " days.");
    }
}
