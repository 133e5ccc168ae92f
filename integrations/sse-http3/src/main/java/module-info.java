import org.jspecify.annotations.NullMarked;

/** The transport on Netty's HTTP/3. */
@NullMarked
@SuppressWarnings("module") // the protocol's name ends in a digit
module dev.rivulet.sse.http3 {
    requires transitive dev.rivulet.sse.netty;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.codec.classes.quic;
    requires io.netty.codec.http;
    requires io.netty.codec.http3;
    requires io.netty.common;
    requires io.netty.transport.classes.epoll;
    requires io.netty.transport.classes.kqueue;
    requires static transitive org.jspecify;

    exports dev.rivulet.sse.http3;

    provides dev.rivulet.sse.spi.TransportProvider with
            dev.rivulet.sse.http3.Http3Provider,
            dev.rivulet.sse.http3.AltSvcProvider;
}
