package dev.rivulet.sse.netty.internal;

import io.netty.channel.EventLoop;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds a host's addresses, anew each time: as the JDK does, which blocks and so has threads of its own, or as the user wants. */
public final class HostResolver {
    /** Some names take their server's whole time to fail, and must not hold back the others. */
    private static final int THREADS = 32;

    private final @Nullable AddressResolverGroup<InetSocketAddress> resolvers;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            5,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new DefaultThreadFactory("rivulet-netty-lookup", true));

    public HostResolver(@Nullable AddressResolverGroup<InetSocketAddress> resolvers) {
        this.resolvers = resolvers;
        threads.allowCoreThreadTimeOut(true);
    }

    /** What is called on the loop. */
    public interface Answer {
        void found(List<InetSocketAddress> addresses);

        void failed(Throwable cause);
    }

    public void find(String host, int port, EventLoop loop, Answer answer) {
        byte[] literal = NetUtil.createByteArrayFromIpAddressString(host);
        if (literal != null) {
            Loops.run(loop, () -> answer.found(List.of(address(literal, port))));
        } else if (resolvers != null) {
            ask(resolvers, InetSocketAddress.createUnresolved(host, port), loop, answer);
        } else {
            try {
                threads.execute(() -> ask(host, port, loop, answer));
            } catch (RejectedExecutionException closed) {
                // no caller waits any longer
            }
        }
    }

    private static InetSocketAddress address(byte[] literal, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(literal), port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // only for a wrong length
        }
    }

    private static void ask(String host, int port, EventLoop loop, Answer answer) {
        try {
            List<InetSocketAddress> found = Stream.of(InetAddress.getAllByName(host))
                    .map(address -> new InetSocketAddress(address, port))
                    .toList();
            Loops.run(loop, () -> answer.found(found));
        } catch (UnknownHostException | RuntimeException e) {
            Loops.run(loop, () -> answer.failed(e));
        }
    }

    private static void ask(
            AddressResolverGroup<InetSocketAddress> resolvers, InetSocketAddress host, EventLoop loop, Answer answer) {
        Loops.run(
                loop,
                () -> resolvers.getResolver(loop).resolveAll(host).addListener(future -> {
                    if (!future.isSuccess()) {
                        answer.failed(future.cause());
                        return;
                    }
                    @SuppressWarnings("unchecked") // that is what resolveAll gives
                    var found = (List<InetSocketAddress>) future.getNow();
                    if (found.isEmpty()) {
                        answer.failed(new UnknownHostException(host.getHostString()));
                    } else {
                        answer.found(found);
                    }
                }));
    }

    public void close() {
        threads.shutdownNow();
    }
}
