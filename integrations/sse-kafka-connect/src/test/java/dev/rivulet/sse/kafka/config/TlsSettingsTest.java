package dev.rivulet.sse.kafka.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.sse.tests.support.ServerKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Objects;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both ends of a connection have contexts that are made of a config, and each shows its certificate. */
@Timeout(120)
class TlsSettingsTest {
    private static final String PASSWORD = "s3cret";
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z ]+)-----(.*?)-----END \\1-----\n", Pattern.DOTALL);

    private static String pem;
    private static String key;
    private static String certificate;

    @TempDir
    Path folder;

    @BeforeAll
    static void makeKey() throws Exception {
        pem = ServerKey.localhost().pem();
        Matcher block = BLOCK.matcher(pem);
        assertThat(block.find()).isTrue();
        key = block.group();
        assertThat(block.find()).isTrue();
        certificate = block.group();
    }

    @Test
    void without_a_store_the_jvm_s_tls_is_used() {
        assertThat(context()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"JKS", "PKCS12"})
    void stores_in_files_are_read(String type) throws Exception {
        Path trust = store(type, false);
        Path keys = store(type, true);

        assertHandshake(context(
                "ssl.truststore.type", type,
                "ssl.truststore.location", trust.toString(),
                "ssl.truststore.password", PASSWORD,
                "ssl.keystore.type", type,
                "ssl.keystore.location", keys.toString(),
                "ssl.keystore.password", PASSWORD));
    }

    @Test
    void pem_may_stand_in_the_config() throws Exception {
        assertHandshake(context(
                "ssl.truststore.type", "pem",
                "ssl.truststore.certificates", certificate,
                "ssl.keystore.type", "PEM",
                "ssl.keystore.key", key,
                "ssl.keystore.certificate.chain", certificate));
    }

    @Test
    void pem_may_be_in_files_and_its_key_encrypted() throws Exception {
        Path both = Files.writeString(folder.resolve("both.pem"), encrypted());

        assertHandshake(context(
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                both.toString(),
                "ssl.keystore.type",
                "PEM",
                "ssl.keystore.location",
                both.toString(),
                "ssl.key.password",
                PASSWORD));
    }

    @Test
    void what_cannot_be_read_is_reported_with_its_key_and_without_secrets() throws Exception {
        Path trust = store("PKCS12", false);
        Path none = Files.writeString(folder.resolve("none.pem"), "s3cret");

        assertRefused(
                "ssl.truststore.location", "the file does not exist", "ssl.truststore.location", folder + "/missing");
        assertRefused(
                "ssl.truststore.location",
                "password was incorrect",
                "ssl.truststore.type",
                "PKCS12",
                "ssl.truststore.location",
                trust.toString(),
                "ssl.truststore.password",
                "s3cret but wrong");
        assertRefused(
                "ssl.truststore.location",
                "there is no BEGIN CERTIFICATE",
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                none.toString());
        assertRefused(
                "ssl.truststore.certificates",
                "there is no BEGIN CERTIFICATE",
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.certificates",
                "s3cret");
    }

    @Test
    void a_key_that_cannot_be_read_is_reported_without_it() throws Exception {
        assertRefusedKey("convert the key to PKCS#8", key.replace("PRIVATE", "EC PRIVATE"), "");
        assertRefusedKey("ssl.key.password is not set", encrypted(), "");
        assertRefusedKey("the key cannot be decrypted with ssl.key.password", encrypted(), "s3cret but wrong");
    }

    private static void assertRefusedKey(String part, String pemOfKey, String password) {
        assertRefused(
                "ssl.keystore.key",
                part,
                "ssl.keystore.type",
                "PEM",
                "ssl.keystore.key",
                pemOfKey,
                "ssl.keystore.certificate.chain",
                certificate,
                "ssl.key.password",
                password);
    }

    private static void assertRefused(String named, String part, String... config) {
        assertThatThrownBy(() -> context(config))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(named)
                .hasMessageContaining(part)
                .hasMessageNotContaining("s3cret");
    }

    private static SSLContext context(String... config) {
        return TlsSettings.of(Validation.valid(Configs.with(config))).context();
    }

    /** Each end trusts what the other shows. */
    private static void assertHandshake(SSLContext context) throws Exception {
        try (var listening = (SSLServerSocket) Objects.requireNonNull(context)
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            listening.setNeedClientAuth(true);
            var received = new FutureTask<>(() -> {
                try (var accepted = listening.accept()) {
                    return accepted.getInputStream().read();
                }
            });
            var server = new Thread(received, "tls server");
            server.setDaemon(true);
            server.start();
            try (var client = (SSLSocket) context.getSocketFactory()
                    .createSocket(InetAddress.getLoopbackAddress(), listening.getLocalPort())) {
                client.getOutputStream().write(7);
                assertThat(received.get(60, TimeUnit.SECONDS)).isEqualTo(7);
            }
        }
    }

    private Path store(String type, boolean withKey) throws Exception {
        KeyStore made = KeyStore.getInstance(type);
        made.load(null, null);
        KeyStore keys = Pem.keys(pem, null);
        if (withKey) {
            made.setKeyEntry(
                    "key", keys.getKey("key", new char[0]), PASSWORD.toCharArray(), keys.getCertificateChain("key"));
        } else {
            made.setCertificateEntry("trusted", keys.getCertificate("key"));
        }
        Path file = folder.resolve(type + withKey);
        try (OutputStream out = Files.newOutputStream(file)) {
            made.store(out, PASSWORD.toCharArray());
        }
        return file;
    }

    /** Another key and its certificate, as {@code openssl pkcs8 -topk8 -v2 aes-256-cbc} writes it (PBES2). */
    private static String encrypted() throws IOException {
        try (InputStream in = Objects.requireNonNull(TlsSettingsTest.class.getResourceAsStream("encrypted-key.pem"))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
