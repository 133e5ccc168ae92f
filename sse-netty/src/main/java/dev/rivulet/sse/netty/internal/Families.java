package dev.rivulet.sse.netty.internal;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** IPv4 and IPv6. */
public final class Families {
    private Families() {}

    /** The families by turns, beginning with that of the first address; within each the order stays (RFC 8305, 4). */
    public static List<InetSocketAddress> interleaved(List<InetSocketAddress> sorted) {
        boolean sixFirst = !sorted.isEmpty() && isSix(sorted.get(0));
        Iterator<InetSocketAddress> preferred = of(sixFirst, sorted);
        Iterator<InetSocketAddress> others = of(!sixFirst, sorted);
        List<InetSocketAddress> all = new ArrayList<>(sorted.size());
        while (preferred.hasNext() || others.hasNext()) {
            if (preferred.hasNext()) {
                all.add(preferred.next());
            }
            if (others.hasNext()) {
                all.add(others.next());
            }
        }
        return all;
    }

    private static Iterator<InetSocketAddress> of(boolean six, List<InetSocketAddress> sorted) {
        return sorted.stream().filter(each -> isSix(each) == six).iterator();
    }

    private static boolean isSix(InetSocketAddress any) {
        return any.getAddress() instanceof Inet6Address;
    }
}
