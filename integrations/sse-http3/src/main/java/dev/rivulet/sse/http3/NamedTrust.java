package dev.rivulet.sse.http3;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Verifies host names with the certificates, and keeps why one was refused, which QUIC's TLS does not pass on. Any thread.
 */
final class NamedTrust extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager trust;
    private final Map<SSLEngine, CertificateException> refusals = Collections.synchronizedMap(new WeakHashMap<>());

    NamedTrust(X509ExtendedTrustManager trust) {
        this.trust = trust;
    }

    @Nullable
    CertificateException refusal(SSLEngine engine) {
        return refusals.get(engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        try {
            if (!QuicTls.VERIFIED_AS.equals(engine.getSSLParameters().getEndpointIdentificationAlgorithm())) {
                throw new CertificateException("the host name would not be verified");
            }
            trust.checkServerTrusted(chain, type, engine);
        } catch (CertificateException e) {
            refusals.put(engine, e);
            throw e;
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("without the host's name a certificate means nothing");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw new CertificateException("QUIC has no sockets");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("this is a client");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw new CertificateException("this is a client");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw new CertificateException("this is a client");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return trust.getAcceptedIssuers();
    }
}
