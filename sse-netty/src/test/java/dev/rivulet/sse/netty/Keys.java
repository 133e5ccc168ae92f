package dev.rivulet.sse.netty;

import dev.rivulet.sse.tests.support.Forked;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A key and its certificate for {@code localhost}, {@code 127.0.0.1} and {@link #NAME}, made by the JDK's keytool: for what
 * trusts or shows a certificate and is no {@link SSLContext}, and for clients with a certificate.
 */
final class Keys {
    static final String NAME = "events.example.test";
    static final String PASSWORD = "password";

    /** Names the file to a JVM that shall have the same. */
    static final String PROPERTY = "rivulet.test.keys";

    /** One for all: to make it takes its time. */
    static final Keys ONE = new Keys();

    /** A key store, and a trust store too. */
    final Path file;

    private final KeyStore store;

    private Keys() {
        try {
            String made = System.getProperty(PROPERTY);
            file = made == null ? newFile() : Path.of(made);
            store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                store.load(in, PASSWORD.toCharArray());
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Path newFile() throws Exception {
        Path folder = Files.createTempDirectory("keys");
        Path file = folder.resolve("store.p12");
        folder.toFile().deleteOnExit();
        file.toFile().deleteOnExit(); // before the folder: the last is the first
        keytool(file);
        return file;
    }

    private static void keytool(Path file) throws Exception {
        Forked.output(List.of(
                Forked.tool("keytool"),
                "-genkeypair",
                "-alias",
                "key",
                "-keyalg",
                "EC",
                "-dname",
                "CN=test",
                "-ext",
                "SAN=dns:localhost,dns:" + NAME + ",ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString()));
    }

    KeyManagerFactory keyManagers() {
        try {
            var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(store, PASSWORD.toCharArray());
            return managers;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    TrustManagerFactory trustManagers() {
        try {
            var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            return managers;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Trusts the certificate, and shows it: for a server, and for a client that has one. */
    SSLContext showing() {
        return context(true);
    }

    /** Trusts the certificate, and has none to show. */
    SSLContext trusting() {
        return context(false);
    }

    private SSLContext context(boolean withKey) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    withKey ? keyManagers().getKeyManagers() : null,
                    trustManagers().getTrustManagers(),
                    null);
            return context;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
