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
        if (tls == null) {
            return List.of();
        }
        Duration left = Duration.between(clock.instant(), tls.expires());
        String agreed = tls.version() + ", " + tls.cipher();
        if (left.compareTo(SOON) < 0) {
            return List.of(
                    Finding.warning(Topic.TLS, "expires_soon", "The certificate expires at " + tls.expires() + ".")
                            .because(agreed)
                            .fix("Renew it: after that time no client connects."));
        }
        if (!CURRENT.contains(tls.version())) {
            return List.of(Finding.warning(Topic.TLS, "old_version", "The server speaks " + tls.version() + ".")
                    .because(agreed)
                    .fix("Enable TLS 1.2 and 1.3: browsers and current JDKs refuse older versions."));
        }
        return List.of(Finding.good(
                Topic.TLS,
                "valid",
                "The handshake works, in " + Phrase.time(tls.nanos()) + " (" + agreed
                        + "); the certificate is valid for " + left.toDays() + " days."));
    }
}
