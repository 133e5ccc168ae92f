package dev.rivulet.sse.testkit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** A key with a certificate made on the spot, for tests over TLS without a file or an authority. */
public final class SelfSigned {
    private static final char[] PASSWORD = "unused".toCharArray();

    /** By the context that it was made for, which does not show it. */
    private static final Map<SSLContext, X509ExtendedTrustManager> TRUST =
            Collections.synchronizedMap(new WeakHashMap<>());

    private final Certificate certificate;
    private final KeyManager[] shown; // made once: the store derives a key with ten thousand rounds, in and out

    private final byte[] ticketSecret = new byte[48];

    private SelfSigned(String... hosts) {
        new SecureRandom().nextBytes(ticketSecret);
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair keys = generator.generateKeyPair();
            byte[] names = Der.sequence(Stream.of(hosts).map(Der::host).toArray(byte[][]::new));
            Instant yesterday = Instant.now().minus(Duration.ofDays(1));
            Instant until = yesterday.plus(Duration.ofDays(30));
            byte[] tbs = Der.toBeSigned(keys.getPublic().getEncoded(), yesterday, until, names);
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(tbs);
            byte[] signed = Der.signed(tbs, signature.sign());
            certificate = CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(signed));
            shown = keyManagers(keys, certificate);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** For {@code localhost} and {@code 127.0.0.1}. */
    public static SelfSigned localhost() {
        return forHosts("localhost", "127.0.0.1");
    }

    /** For these hosts only, names or IPv4 addresses. */
    public static SelfSigned forHosts(String... hosts) {
        return new SelfSigned(hosts);
    }

    /** A server's context, which shows this certificate. */
    public SSLContext server() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(shown, null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A client's trust manager, which trusts this certificate and no other, for what takes no {@code SSLContext}. It
     * verifies host names where it is asked to.
     */
    public X509ExtendedTrustManager trust() {
        return trust(store(this));
    }

    /**
     * The trust manager of a client's context that this class has made.
     *
     * @throws IllegalArgumentException if it has not
     */
    public static X509ExtendedTrustManager trustOf(SSLContext client) {
        X509ExtendedTrustManager trust = TRUST.get(client);
        if (trust == null) {
            throw new IllegalArgumentException("that context was not made by SelfSigned: " + client);
        }
        return trust;
    }

    /** With which servers of this key encrypt session tickets, so that each takes those of the others. */
    byte[] ticketSecret() {
        return ticketSecret;
    }

    KeyManager keyManager() {
        return shown[0];
    }

    /** A client's context, which trusts this certificate and no other. */
    public SSLContext client() {
        return trusting(this);
    }

    /** A client's context, which trusts these certificates and no others. */
    public static SSLContext trusting(SelfSigned... trusted) {
        try {
            X509ExtendedTrustManager manager = trust(store(trusted));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {manager}, null);
            TRUST.put(context, manager);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore store(SelfSigned... trusted) {
        try {
            KeyStore store = emptyStore();
            for (SelfSigned each : trusted) {
                store.setCertificateEntry("trusted " + Arrays.asList(trusted).indexOf(each), each.certificate);
            }
            return store;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509ExtendedTrustManager trust(KeyStore store) {
        try {
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            return Stream.of(managers.getTrustManagers())
                    .filter(X509ExtendedTrustManager.class::isInstance)
                    .map(X509ExtendedTrustManager.class::cast)
                    .findFirst()
                    .orElseThrow();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyManager[] keyManagers(KeyPair keys, Certificate certificate) throws GeneralSecurityException {
        KeyStore store = emptyStore();
        store.setKeyEntry("key", keys.getPrivate(), PASSWORD, new Certificate[] {certificate});
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD);
        return managers.getKeyManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
