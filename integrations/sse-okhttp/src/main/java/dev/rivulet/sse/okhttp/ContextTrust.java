package dev.rivulet.sse.okhttp;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509TrustManager;

/**
 * Stands for the trust of an SSLContext, which OkHttp wants to have beside its factory of sockets, and which cannot be read
 * from it. The context decides whom to trust in each handshake. OkHttp uses this one only to complete the chains of
 * certificates that it pins, or that would let two hosts share a connection: it finds none.
 */
final class ContextTrust implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("the SSLContext is what decides about trust");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("the SSLContext is what decides about trust");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
