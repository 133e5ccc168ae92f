package dev.rivulet.sse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemTest {
    @TempDir
    Path folder;

    @Test
    void certificates_are_read_in_their_order_whatever_stands_between() throws Exception {
        String certificate = TlsFiles.CERTIFICATE;
        Pem pem = pem("# --- our roots ---\nCN = localhost\n" + certificate + "\nmore -- text\n" + certificate);

        assertThat(pem.certificates())
                .hasSize(2)
                .allSatisfy(each ->
                        assertThat(each.getSubjectX500Principal().getName()).isEqualTo("CN=localhost"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA", "Ed25519"})
    void a_key_of_each_usual_kind_is_read(String algorithm) throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        String encoded =
                Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded());

        Pem pem = pem("-----BEGIN PRIVATE KEY-----\r\n" + encoded + "\r\n-----END PRIVATE KEY-----\r\n");

        assertThat(pem.privateKey()).isEqualTo(keys.getPrivate());
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY"})
    void a_key_in_another_form_is_refused_with_the_command_that_converts_it(String label) throws Exception {
        Pem pem = pem("-----BEGIN " + label + "-----\nAAAA\n-----END " + label + "-----\n");

        assertThatThrownBy(pem::privateKey)
                .isInstanceOf(CommandFailure.class)
                .hasMessageStartingWith("--key: " + pem.file() + " has an " + label)
                .hasMessageContaining("openssl pkcs8 -topk8 -nocrypt -in " + pem.file());
    }

    @Test
    void what_is_missing_or_damaged_is_named() throws Exception {
        assertThatThrownBy(() -> pem("").certificates()).hasMessageContaining("has no certificate in PEM");
        assertThatThrownBy(() -> pem("DER").privateKey()).hasMessageContaining("has no private key in PEM");
        assertThatThrownBy(() -> pem("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")
                        .certificates())
                .hasMessageContaining("has a certificate that cannot be read");
        assertThatThrownBy(() -> pem("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----")
                        .privateKey())
                .hasMessageContaining("damaged or of an unknown kind");
        assertThatThrownBy(() -> pem("-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----")
                        .certificates())
                .hasMessageContaining("has a damaged CERTIFICATE");
        assertThatThrownBy(() -> Pem.read("--key", "/no/such/file"))
                .hasMessage("--key: cannot read /no/such/file: no such file");
    }

    private Pem pem(String text) throws IOException {
        return Pem.read(
                "--key", Files.writeString(folder.resolve("file.pem"), text).toString());
    }
}
