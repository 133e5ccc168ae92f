package dev.rivulet.sse.bench.live;

import dev.rivulet.sse.jdkhttp.JdkHttpTransport;
import dev.rivulet.sse.netty.NettyTransport;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.spi.TransportConfig;
import java.util.Locale;

/** Who is measured. */
enum Entry {
    /** A socket without HTTP, or Netty without its codec where there are many: nobody can do with less. */
    SOCKET(false),
    /** The same, with a String made of each event's length. */
    SOCKET_STRING(false),
    /** Netty's own HTTP codec, whose content is counted. */
    NETTY_CODEC(false),
    NETTY_INLINE(false),
    NETTY(false),
    JDKHTTP(false),
    OKHTTP_SSE(true),
    LINES(true),
    SPRING(true);

    private final boolean peer;

    Entry(boolean peer) {
        this.peer = peer;
    }

    boolean isPeer() {
        return peer;
    }

    LiveClient client(boolean many) throws Exception {
        return switch (this) {
            case SOCKET -> many ? new NettyClient(false) : new SocketClient(false);
            case SOCKET_STRING -> new SocketClient(true);
            case NETTY_CODEC -> new NettyClient(true);
            case NETTY_INLINE -> netty(Delivery.inline());
            case NETTY -> netty(Delivery.defaults());
            case JDKHTTP -> new RivuletClient(JdkHttpTransport.create(TransportConfig.defaults()), Delivery.defaults());
            case OKHTTP_SSE -> new OkHttpClient();
            case LINES -> new LinesClient();
            case SPRING -> new SpringClient();
        };
    }

    private static LiveClient netty(Delivery delivery) throws Exception {
        return new RivuletClient(NettyTransport.create(TransportConfig.defaults()), delivery);
    }

    @Override
    public String toString() {
        return switch (this) {
            case NETTY_INLINE -> "rivulet netty, inline";
            case NETTY -> "rivulet netty";
            case JDKHTTP -> "rivulet jdkhttp";
            default -> name().toLowerCase(Locale.ROOT).replace('_', '-');
        };
    }
}
