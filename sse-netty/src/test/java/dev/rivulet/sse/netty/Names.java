package dev.rivulet.sse.netty;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;

/** A user's resolver: it answers from a table, and writes down what it is asked. */
final class Names extends AddressResolverGroup<InetSocketAddress> {
    final List<String> asked = new CopyOnWriteArrayList<>();
    private final Map<String, List<InetAddress>> table = new ConcurrentHashMap<>();

    /** Knows localhost, too. */
    static Names with(String name, String... addresses) {
        return new Names().and("localhost", "127.0.0.1").and(name, addresses);
    }

    Names and(String name, String... addresses) {
        table.put(name, Stream.of(addresses).map(Names::literal).toList());
        return this;
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new InetNameResolver(executor) {
            @Override
            protected void doResolve(String name, Promise<InetAddress> promise) {
                find(name, promise, all -> all.get(0));
            }

            @Override
            protected void doResolveAll(String name, Promise<List<InetAddress>> promise) {
                find(name, promise, all -> all);
            }
        }.asAddressResolver();
    }

    private <T> void find(String name, Promise<T> promise, Function<List<InetAddress>, T> answer) {
        asked.add(name);
        List<InetAddress> all = table.get(name);
        if (all == null) {
            promise.setFailure(new UnknownHostException(name + " is not in the table"));
        } else {
            promise.setSuccess(answer.apply(all));
        }
    }

    private static InetAddress literal(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
