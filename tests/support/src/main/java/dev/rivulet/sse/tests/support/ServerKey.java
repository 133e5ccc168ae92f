package dev.rivulet.sse.tests.support;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A key for localhost and its certificate, made on the spot by the JDK's keytool.
 *
 * @param pem both, as nginx and haproxy read them from one file
 * @param client the context of a client that trusts it
 */
public record ServerKey(String pem, SSLContext client) {
    private static final String PASSWORD = "unused";

    public static ServerKey localhost() throws Exception {
        Path folder = Files.createTempDirectory("key");
        Path file = folder.resolve("key.p12");
        try {
            generate(file);
            return read(file);
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    private static void generate(Path file) throws Exception {
        String options = "-J-XX:TieredStopAtLevel=1 -genkeypair -alias key -keyalg EC -groupname secp256r1"
                + " -dname CN=localhost -ext san=dns:localhost,ip:127.0.0.1 -storetype PKCS12 -storepass " + PASSWORD;
        List<String> command = new ArrayList<>(List.of(Forked.tool("keytool"), "-keystore", file.toString()));
        command.addAll(List.of(options.split(" ", -1)));
        Forked.output(command);
    }

    private static ServerKey read(Path file) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        byte[] key = store.getKey("key", PASSWORD.toCharArray()).getEncoded();
        byte[] certificate = store.getCertificate("key").getEncoded();
        return new ServerKey(pem("PRIVATE KEY", key) + pem("CERTIFICATE", certificate), trusting(store));
    }

    private static SSLContext trusting(KeyStore keys) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("trusted", keys.getCertificate("key"));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private static String pem(String what, byte[] der) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n";
    }
}
