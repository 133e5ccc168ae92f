package dev.rivulet.sse.http3;

import java.io.ByteArrayInputStream;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** A key and its certificate as text, for those who want other forms of them. */
record PemKey(String pem) {
    static final String PASSWORD = "unused";

    /** Trusts it, and verifies host names. */
    X509ExtendedTrustManager trust() throws Exception {
        KeyStore trusted = empty();
        trusted.setCertificateEntry("trusted", certificate());
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
    }

    /** For a server in Java. */
    KeyStore store() throws Exception {
        PrivateKey key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(part("PRIVATE KEY")));
        KeyStore store = empty();
        store.setKeyEntry("key", key, PASSWORD.toCharArray(), new Certificate[] {certificate()});
        return store;
    }

    private Certificate certificate() throws Exception {
        return CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(part("CERTIFICATE")));
    }

    private byte[] part(String name) {
        String begin = "-----BEGIN " + name + "-----";
        int from = pem.indexOf(begin) + begin.length();
        return Base64.getMimeDecoder().decode(pem.substring(from, pem.indexOf("-----END", from)));
    }

    private static KeyStore empty() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
