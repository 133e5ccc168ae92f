package dev.rivulet.sse.bench.live;

import dev.rivulet.sse.bench.results.Role;
import dev.rivulet.sse.iouring.IoUringLoops;
import dev.rivulet.sse.jdkhttp.JdkHttpTransport;
import dev.rivulet.sse.netty.EventLoops;
import dev.rivulet.sse.netty.NettyTransport;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.spi.TransportConfig;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Who is measured. */
enum LiveEntry implements Subject {
    /** A socket without HTTP, or Netty without its codec where there are many: no client can do with less. */
    SOCKET(Role.LIMIT),
    /** The same, with a String made of each event's length. */
    SOCKET_STRING(Role.LIMIT),
    /** Netty's own HTTP codec, whose content is counted. */
    NETTY_CODEC(Role.LIMIT),
    NETTY_INLINE(Role.OURS),
    NETTY(Role.OURS),
    IOURING_INLINE(Role.OURS),
    IOURING(Role.OURS),
    IOURING_RING_INLINE(Role.OURS),
    IOURING_MULTISHOT_INLINE(Role.OURS),
    /** Ours on the incubator's io_uring, which works on Netty 4.1 only. */
    INCUBATOR_INLINE(Role.OURS),
    JDKHTTP(Role.OURS),
    OKHTTP_SSE(Role.PEER),
    LINES(Role.PEER),
    SPRING(Role.PEER);

    private final Role role;

    LiveEntry(Role role) {
        this.role = role;
    }

    @Override
    public Role role() {
        return role;
    }

    @Override
    public String key() {
        return name();
    }

    @Override
    public LiveClient client(boolean many) throws Exception {
        return switch (this) {
            case SOCKET -> many ? new NettyClient(false) : new SocketClient(false);
            case SOCKET_STRING -> new SocketClient(true);
            case NETTY_CODEC -> new NettyClient(true);
            case NETTY_INLINE -> netty(Delivery.inline());
            case NETTY -> netty(Delivery.defaults());
            case IOURING_INLINE -> over(new IoUringLoops().open(), Delivery.inline());
            case IOURING -> over(new IoUringLoops().open(), Delivery.defaults());
            case IOURING_RING_INLINE ->
                over(new IoUringLoops().bufferRing(128, 32 << 10).open(), Delivery.inline());
            case IOURING_MULTISHOT_INLINE ->
                over(
                        new IoUringLoops()
                                .bufferRing(128, 32 << 10)
                                .multishot(true)
                                .open(),
                        Delivery.inline());
            case INCUBATOR_INLINE -> over(IncubatorLoops.open(), Delivery.inline());
            case JDKHTTP -> new RivuletClient(JdkHttpTransport.create(TransportConfig.defaults()), Delivery.defaults());
            case OKHTTP_SSE -> new OkHttpClient();
            case LINES -> new LinesClient();
            case SPRING -> new SpringClient();
        };
    }

    private static LiveClient netty(Delivery delivery) throws Exception {
        return new RivuletClient(NettyTransport.create(TransportConfig.defaults()), delivery);
    }

    private static LiveClient over(EventLoops loops, Delivery delivery) throws Exception {
        return new RivuletClient(NettyTransport.builder().eventLoops(loops).build(), delivery);
    }

    @Override
    public List<String> jvmOptions() {
        return this == IOURING_RING_INLINE ? List.of("-Dio.netty.iouring.recvMultiShotEnabled=false") : List.of();
    }

    /** All that run on any machine. */
    static List<LiveEntry> everywhere() {
        return Stream.of(values())
                .filter(entry -> !entry.name().startsWith("IOURING") && entry != INCUBATOR_INLINE)
                .toList();
    }

    @Override
    public String toString() {
        return switch (this) {
            case NETTY_INLINE -> "rivulet netty, inline";
            case NETTY -> "rivulet netty";
            case IOURING_INLINE -> "rivulet iouring, inline";
            case IOURING -> "rivulet iouring";
            case IOURING_RING_INLINE -> "rivulet iouring, buffer ring, inline";
            case IOURING_MULTISHOT_INLINE -> "rivulet iouring, multishot, inline";
            case INCUBATOR_INLINE -> "rivulet on the incubator's io_uring, inline";
            case JDKHTTP -> "rivulet jdkhttp";
            default -> name().toLowerCase(Locale.ROOT).replace('_', '-');
        };
    }
}
