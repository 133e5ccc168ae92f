package dev.rivulet.sse.iouring;

import dev.rivulet.sse.netty.NettyTransport;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportProvider;
import dev.rivulet.sse.spi.TransportUnavailableException;

/**
 * Offers {@link NettyTransport} on io_uring as {@code iouring}, above all others, since adding this artifact asks for it.
 * Where the kernel does not let it, the next one is taken.
 */
public final class IoUringProvider implements TransportProvider {
    /** For {@link java.util.ServiceLoader}. */
    public IoUringProvider() {}

    @Override
    public String name() {
        return "iouring";
    }

    @Override
    public int priority() {
        return 30;
    }

    /** With two loops and plain receive, whose credit is exact. For all else see {@link IoUringLoops}. */
    @Override
    public Transport create(TransportConfig config) throws TransportUnavailableException {
        try {
            return NettyTransport.builder()
                    .config(config)
                    .eventLoops(new IoUringLoops().open())
                    .build();
        } catch (LinkageError e) {
            throw UnavailableReason.of(e, Host.here());
        }
    }
}
