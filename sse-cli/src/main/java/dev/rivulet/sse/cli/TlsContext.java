package dev.rivulet.sse.cli;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** The trust and the key of a client. Null stands for the JVM's trust, and for no key. */
final class TlsContext {
    private static final char[] PASSWORD = "not stored".toCharArray();

    private TlsContext() {}

    static SSLContext of(TrustManager @Nullable [] trust, KeyManager @Nullable [] keys) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, trust, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw CommandFailure.of("this JVM has no TLS: " + e.getMessage(), e);
        }
    }

    /** Trusts what these certificates have signed, and them, and nothing else. */
    static TrustManager[] trusting(Pem authorities) {
        try {
            KeyStore store = emptyStore();
            for (X509Certificate each : authorities.certificates()) {
                store.setCertificateEntry(Integer.toString(store.size()), each);
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            return managers.getTrustManagers();
        } catch (GeneralSecurityException | IOException e) {
            throw CommandFailure.of("--cacert: " + e.getMessage(), e);
        }
    }

    /** Shows this certificate, with those that follow it in its file, where a server asks for one. */
    static KeyManager[] showing(Pem certificate, Pem key) {
        List<X509Certificate> chain = certificate.certificates();
        PrivateKey privateKey = key.privateKey();
        try {
            if (!belongTogether(privateKey, chain.get(0))) {
                throw CommandFailure.of(
                        "--key: the key of " + key.file() + " is not that of the first certificate of "
                                + certificate.file(),
                        null);
            }
            KeyStore store = emptyStore();
            store.setKeyEntry("key", privateKey, PASSWORD, chain.toArray(Certificate[]::new));
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(store, PASSWORD);
            return managers.getKeyManagers();
        } catch (GeneralSecurityException | IOException e) {
            throw CommandFailure.of("--cert: " + e.getMessage(), e);
        }
    }

    /** Otherwise the server refuses it, or the handshake fails without saying why. */
    private static boolean belongTogether(PrivateKey key, X509Certificate certificate) throws GeneralSecurityException {
        String algorithm = switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            case "EdDSA" -> "EdDSA";
            default -> null;
        };
        if (algorithm == null) {
            return true; // left to the handshake
        }
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            return signature.verify(signed);
        } catch (InvalidKeyException anotherKind) {
            return false;
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
