package dev.rivulet.sse.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rivulet.sse.tests.support.Recording;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(600)
@SuppressWarnings("deprecation") // Netty 4.1's groups, which users have
class EventLoopsTest {
    private static final Duration STUCK = Duration.ofSeconds(60);
    private static final Duration END_OF_LOOPS = Duration.ofSeconds(60);

    private final int poolsBefore = pools();

    @Test
    void native_epoll_is_the_default_on_linux() {
        needsEpoll();
        try (var setup = Setup.plain(NettyTransport.builder(), Setup.EVENT)) {
            setup.get().readBytes(Setup.EVENT_BYTES);
            assertThat(setup.transport).hasToString("NettyTransport on epoll");
            assertThat(newThreads()).allMatch(thread -> thread.getName().contains("epoll") && thread.isDaemon());
        }
    }

    @Test
    void a_stream_runs_on_nio_too() {
        try (var setup = Setup.plain(NettyTransport.builder().eventLoops(OwnLoops.nio(1)), Setup.EVENT)) {
            assertThat(setup.get().readBytes(Setup.EVENT_BYTES)).isEqualTo("data: a\n\n");
            assertThat(setup.transport).hasToString("NettyTransport on NIO");
        }
    }

    @Test
    void a_users_epoll_group_is_used_and_left_open() {
        needsEpoll();
        isUsedAndLeftOpen(new EpollEventLoopGroup(1), EpollSocketChannel.class);
    }

    @Test
    void a_users_nio_group_is_used_and_left_open() {
        isUsedAndLeftOpen(new NioEventLoopGroup(1), NioSocketChannel.class);
    }

    static void isUsedAndLeftOpen(EventLoopGroup group, Class<? extends SocketChannel> type) {
        try {
            Set<Thread> threads = ConcurrentHashMap.newKeySet();
            var setup = Setup.plain(NettyTransport.builder().eventLoops(group, type), Setup.EVENT);
            try (setup) {
                int before = pools();
                var recording = new Recording().inside("bytes", () -> threads.add(Thread.currentThread()));
                Setup.get(setup.transport, setup.server.uri("/events"), recording)
                        .readBytes(Setup.EVENT_BYTES);
                assertThat(threadsSince(before)).isEmpty();
            }
            assertThat(group.isShuttingDown()).isFalse();
            var loopThread =
                    group.submit(Thread::currentThread).syncUninterruptibly().getNow();
            assertThat(threads).containsExactly(loopThread);
            try (var next = Setup.plain(NettyTransport.builder().eventLoops(group, type), Setup.EVENT)) {
                assertThat(next.get().readBytes(Setup.EVENT_BYTES)).isEqualTo("data: a\n\n");
            }
        } finally {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void closing_ends_the_own_loops_and_their_threads(boolean nativeLoops) {
        assumeTrue(!nativeLoops || Epoll.isAvailable(), "needs epoll");
        EventLoops own = nativeLoops ? OwnLoops.epoll(2) : OwnLoops.nio(2);
        try (var setup = Setup.plain(NettyTransport.builder().eventLoops(own))) {
            setup.server.otherwise(Setup.EVENT);
            setup.get(10).forEach(stream -> stream.readBytes(Setup.EVENT_BYTES));
            assertThat(newThreads()).isNotEmpty();
            setup.transport.close();
            awaitNoNewThread(END_OF_LOOPS);
            setup.server.awaitNoConnections();
        }
    }

    @Test
    void a_never_used_transport_leaves_no_thread_either() {
        Setup.built(NettyTransport.builder()).close();
        awaitNoNewThread(END_OF_LOOPS);
    }

    @Test
    void a_callback_that_is_stuck_for_a_while_delays_the_end_but_prevents_it_not() throws Exception {
        var stuck = new CountDownLatch(1);
        var free = new CountDownLatch(1);
        try (var setup = Setup.plain(NettyTransport.builder(), Setup.EVENT)) {
            var recording = new Recording().inside("bytes", () -> {
                stuck.countDown();
                awaitUninterruptibly(free);
            });
            Setup.get(setup.transport, setup.server.uri("/events"), recording).read();
            assertThat(stuck.await(60, TimeUnit.SECONDS)).isTrue();
            long start = System.nanoTime();
            setup.transport.close();
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("not as long as the callback is stuck")
                    .isLessThan(STUCK.dividedBy(2));
            // longer than loops take to end, so that the end comes while the callback is in the way
            Setup.passes(Duration.ofMillis(2_300));
            assertThat(newThreads()).isNotEmpty();
            free.countDown();
            awaitNoNewThread(END_OF_LOOPS);
            setup.server.awaitNoConnections();
            assertThat(recording.calls()).containsExactly("head", "bytes");
        } finally {
            free.countDown();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void as_many_threads_are_made_as_was_said(int count) {
        try (var setup = Setup.plain(NettyTransport.builder().threads(count))) {
            setup.server.otherwise(Setup.EVENT);
            List<Recording> streams = setup.get(4 * count);
            streams.forEach(stream -> stream.readBytes(Setup.EVENT_BYTES));
            assertThat(newThreads()).hasSize(count);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void no_threads_are_refused(int count) {
        assertThatThrownBy(() -> NettyTransport.builder().threads(count))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("threads");
    }

    @Test
    void five_hundred_streams_run_on_two_threads() {
        try (var setup = Setup.plain(NettyTransport.builder())) {
            setup.server.otherwise(Setup.EVENT);
            Set<Thread> used = ConcurrentHashMap.newKeySet();
            List<Recording> streams = Stream.generate(
                            () -> new Recording().inside("bytes", () -> used.add(Thread.currentThread())))
                    .limit(500)
                    .toList();
            streams.forEach(each -> Setup.get(setup.transport, setup.server.uri("/events"), each));
            streams.forEach(each -> each.readBytes(Setup.EVENT_BYTES));
            assertThat(setup.server.openConnections()).isEqualTo(500);
            assertThat(newThreads()).hasSize(2).isEqualTo(used);
        }
    }

    private void awaitNoNewThread(Duration most) {
        await().atMost(most).untilAsserted(() -> assertThat(newThreads()).isEmpty());
    }

    /** Those of this test's loops: others that are being closed may begin some while they end. */
    private Set<Thread> newThreads() {
        return threadsSince(poolsBefore);
    }

    private static Set<Thread> threadsSince(int pools) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("rivulet-netty") && pool(thread) > pools)
                .collect(Collectors.toSet());
    }

    /** How many pools of threads Netty has made so far. */
    private static int pools() {
        return pool(new DefaultThreadFactory("pool").newThread(() -> {}));
    }

    /** The number of its pool, which Netty puts before its own in its name. */
    private static int pool(Thread thread) {
        String[] name = thread.getName().split("-", -1);
        return Integer.parseInt(name[name.length - 2]);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await(STUCK.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void needsEpoll() {
        assumeTrue(Epoll.isAvailable(), "needs epoll: " + Epoll.unavailabilityCause());
    }
}
