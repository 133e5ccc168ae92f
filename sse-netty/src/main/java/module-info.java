import org.jspecify.annotations.NullMarked;

/** The transport on Netty. */
@NullMarked
@SuppressWarnings("module") // the other transport on Netty is compiled after this one
module dev.rivulet.sse.netty {
    requires transitive dev.rivulet.sse;
    requires transitive io.netty.transport;
    requires transitive io.netty.handler;
    requires transitive io.netty.resolver;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.codec.http;
    requires io.netty.codec.http2;
    requires io.netty.common;
    requires io.netty.handler.proxy;
    requires io.netty.transport.classes.epoll;
    requires io.netty.transport.classes.kqueue;
    requires io.netty.transport.unix.common;
    requires static transitive org.jspecify;

    exports dev.rivulet.sse.netty;
    exports dev.rivulet.sse.netty.internal to
            dev.rivulet.sse.http3;

    provides dev.rivulet.sse.spi.TransportProvider with
            dev.rivulet.sse.netty.NettyProvider;
}
