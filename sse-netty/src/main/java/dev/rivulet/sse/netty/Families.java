package dev.rivulet.sse.netty;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** IPv4 and IPv6. */
final class Families {
    private Families() {}

    /** The families by turns, beginning with that of the first address; within each the order stays (RFC 8305, 4). */
    static List<InetSocketAddress> interleaved(List<InetSocketAddress> sorted) {
        Class<?> first = sorted.isEmpty() ? null : family(sorted.get(0));
        var split = sorted.stream()
                .collect(Collectors.partitioningBy(
                        each -> family(each) == first,
                        Collectors.toCollection(ArrayDeque<InetSocketAddress>::new)));
        Queue<InetSocketAddress> preferred = split.get(true);
        Queue<InetSocketAddress> others = split.get(false);
        List<InetSocketAddress> all = new ArrayList<>(sorted.size());
        while (!preferred.isEmpty() || !others.isEmpty()) {
            take(preferred, all);
            take(others, all);
        }
        return all;
    }

    private static @Nullable Class<?> family(InetSocketAddress any) {
        return any.getAddress() == null ? null : any.getAddress().getClass();
    }

    private static void take(Queue<InetSocketAddress> from, List<InetSocketAddress> to) {
        InetSocketAddress next = from.poll();
        if (next != null) {
            to.add(next);
        }
    }
}
