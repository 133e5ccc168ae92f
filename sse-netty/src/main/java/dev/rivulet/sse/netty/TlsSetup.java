package dev.rivulet.sse.netty;

import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportUnavailableException;
import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** TLS as a client: the JDK's, or OpenSSL's where it is there and no {@link SSLContext} was given, which is the JDK's own. */
final class TlsSetup {
    /** How long a close waits until its alert is on its way; a peer that does not read must not keep the socket open. */
    private static final long CLOSE_MILLIS = 300;

    private final SslContext context;

    private TlsSetup(SslContext context) {
        this.context = context;
    }

    /** @param ready the user's own; its protocols hold */
    static TlsSetup of(TransportConfig config, @Nullable SslContext ready) throws TransportUnavailableException {
        boolean http2 = config.httpVersion() == TransportConfig.HttpVersion.HTTP_2;
        try {
            if (ready != null) {
                return new TlsSetup(ready);
            }
            SSLContext jdk = config.sslContext();
            return new TlsSetup(jdk == null && prefersOpenSsl() ? openSsl(http2) : jdk(jdk, http2));
        } catch (SSLException | NoSuchAlgorithmException e) {
            throw new TransportUnavailableException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    /** A key store from the JVM's system properties (mutual TLS) is found by the JDK only. */
    private static boolean prefersOpenSsl() {
        return System.getProperty("javax.net.ssl.keyStore") == null && OpenSsl.isAvailable();
    }

    private static SslContext openSsl(boolean http2) throws SSLException {
        return SslContextBuilder.forClient()
                .sslProvider(SslProvider.OPENSSL)
                .ciphers(Http2SecurityUtil.CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
                .applicationProtocolConfig(protocols(http2))
                .build();
    }

    /** With the versions and the ciphers of the context, in place of Netty's own. */
    private static SslContext jdk(@Nullable SSLContext given, boolean http2) throws NoSuchAlgorithmException {
        SSLContext context = given == null ? SSLContext.getDefault() : given;
        SSLParameters parameters = context.getDefaultSSLParameters();
        return new JdkSslContext(
                context,
                true,
                List.of(parameters.getCipherSuites()),
                IdentityCipherSuiteFilter.INSTANCE,
                protocols(http2),
                ClientAuth.NONE,
                parameters.getProtocols(),
                false);
    }

    private static ApplicationProtocolConfig protocols(boolean http2) {
        return new ApplicationProtocolConfig(
                ApplicationProtocolConfig.Protocol.ALPN,
                ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                http2
                        ? List.of(ApplicationProtocolNames.HTTP_2, ApplicationProtocolNames.HTTP_1_1)
                        : List.of(ApplicationProtocolNames.HTTP_1_1));
    }

    /** Verifies the certificate for this host, and names it in the handshake (SNI). */
    SslHandler handler(Channel channel, String host, int port) {
        SslHandler handler = context.newHandler(channel.alloc(), host, port);
        SSLEngine engine = handler.engine();
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        handler.setHandshakeTimeoutMillis(0); // the attempt has its own
        handler.setCloseNotifyFlushTimeoutMillis(CLOSE_MILLIS);
        return handler;
    }
}
