import org.jspecify.annotations.NullMarked;

/** The transport on Netty's io_uring. */
@NullMarked
module dev.rivulet.sse.iouring {
    requires transitive dev.rivulet.sse.netty;
    requires transitive io.netty.transport.classes.io_uring;
    requires io.netty.buffer;
    requires io.netty.common;
    requires static transitive org.jspecify;

    exports dev.rivulet.sse.iouring;

    provides dev.rivulet.sse.spi.TransportProvider with
            dev.rivulet.sse.iouring.IoUringProvider;
}
