package dev.rivulet.sse.netty;

import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportProvider;
import dev.rivulet.sse.spi.TransportUnavailableException;

/** Offers {@link NettyTransport} as {@code netty}. */
public final class NettyProvider implements TransportProvider {
    /** For {@link java.util.ServiceLoader}. */
    public NettyProvider() {}

    @Override
    public String name() {
        return "netty";
    }

    @Override
    public int priority() {
        return 20;
    }

    @Override
    public Transport create(TransportConfig config) throws TransportUnavailableException {
        try {
            return NettyTransport.create(config);
        } catch (LinkageError e) {
            throw new TransportUnavailableException(
                    "Netty is missing or too old: add io.netty:netty-codec-http2, netty-handler-proxy and"
                            + " netty-transport-classes-epoll, all of one version, 4.1.137 or later, or 4.2",
                    e);
        }
    }
}
