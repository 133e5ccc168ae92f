package dev.rivulet.sse.cli;

import java.util.function.Consumer;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of https, named as curl has them. */
final class TlsOptions {
    @Option(
            names = "--cacert",
            paramLabel = "FILE",
            description = "trust the certificates in this PEM file, and no others")
    private @Nullable String authorities;

    @Option(
            names = {"-E", "--cert"},
            paramLabel = "FILE",
            description = "the client certificate, in PEM, followed by its intermediates")
    private @Nullable String certificate;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "its private key, in PEM (PKCS #8, not encrypted); default: in the file of --cert")
    private @Nullable String key;

    @Option(
            names = {"-k", "--insecure"},
            description = "do not check the server's certificate")
    private boolean insecure;

    Connecting applyTo(Connecting how, Report report) {
        return applyTo(how, report::warning);
    }

    /** As above, with where to report that a check is off. */
    Connecting applyTo(Connecting how, Consumer<String> warning) {
        if (insecure) {
            warning.accept("-k: the server's certificate is not checked, so anybody may have answered.");
        }
        return how.tls(trust(), keys());
    }

    private TrustManager @Nullable [] trust() {
        if (insecure) {
            return UncheckedCertificates.trust();
        }
        return authorities == null ? null : TlsContext.trusting(Pem.read("--cacert", authorities));
    }

    private KeyManager @Nullable [] keys() {
        if (certificate == null) {
            if (key != null) {
                throw CommandFailure.badUsage("--key needs --cert");
            }
            return null;
        }
        Pem shown = Pem.read("--cert", certificate);
        return TlsContext.showing(shown, key == null ? shown : Pem.read("--key", key));
    }
}
