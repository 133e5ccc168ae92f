package dev.rivulet.sse.tests.interop.cases;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Contexts of TLS that {@code SelfSigned} does not make. */
final class Certificates {
    private static final char[] PASSWORD = "unused".toCharArray();

    private Certificates() {}

    /** A server's, whose certificate for localhost expired in 2020. */
    static SSLContext expired() {
        try {
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(store(), PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A client's, which trusts the authority that issued that. */
    static SSLContext trustingItsAuthority() {
        try {
            KeyStore authority = KeyStore.getInstance("PKCS12");
            authority.load(null, null);
            authority.setCertificateEntry("authority", store().getCertificate("authority"));
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(authority);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * An authority's certificate, which is valid until 2119, and the key and certificate that it issued for 30 days: made
     * with keytool -genkeypair ... -signer authority -ext san=dns:localhost,ip:127.0.0.1 -startdate 2020/01/01 -validity 30.
     */
    private static KeyStore store() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Certificates.class.getResourceAsStream("expired.p12")) {
            store.load(in, PASSWORD);
        }
        return store;
    }
}
