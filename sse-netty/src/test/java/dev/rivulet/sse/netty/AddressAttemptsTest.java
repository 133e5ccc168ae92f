package dev.rivulet.sse.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rivulet.sse.netty.internal.Families;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which address is tried when, and what becomes of the others. */
@Timeout(600)
class AddressAttemptsTest {
    private static final SocketAddress A = new InetSocketAddress("127.0.0.9", 1);
    private static final SocketAddress B = new InetSocketAddress("127.0.0.9", 2);
    private static final SocketAddress C = new InetSocketAddress("127.0.0.9", 3);

    private final EventLoop loop = new DefaultEventLoop();
    private final List<SocketAddress> tried = new CopyOnWriteArrayList<>();
    private final List<ChannelPromise> promises = new CopyOnWriteArrayList<>();
    private final List<Object> reported = new CopyOnWriteArrayList<>();
    private AddressAttempts attempts;
    private Runnable atTheSecond = () -> {};

    @AfterEach
    void end() {
        loop.shutdownGracefully();
    }

    private ChannelFuture connect(SocketAddress to) {
        ChannelPromise promise = new EmbeddedChannel().newPromise();
        promises.add(promise);
        tried.add(to);
        if (tried.size() == 2) {
            loop.execute(atTheSecond); // before the time for the third can be over, however busy the machine is
        }
        return promise;
    }

    private void begin(SocketAddress... addresses) {
        attempts = new AddressAttempts(loop, List.of(addresses), this::connect, new AddressAttempts.Outcome() {
            @Override
            public void connected(Channel channel) {
                reported.add(channel);
            }

            @Override
            public void failed(Throwable cause) {
                reported.add(cause);
            }
        });
        onLoop(attempts::next);
    }

    private void onLoop(Runnable task) {
        loop.submit(task).syncUninterruptibly();
    }

    private void refuse(int attempt) {
        onLoop(() -> promises.get(attempt).setFailure(new ConnectException("refused " + attempt)));
        onLoop(() -> {}); // what that began is over
    }

    private void answer(int attempt) {
        onLoop(() -> promises.get(attempt).setSuccess());
        onLoop(() -> {});
    }

    @Test
    void an_address_that_refuses_is_followed_at_once() {
        begin(A, B);
        refuse(0);
        assertThat(tried).containsExactly(A, B);
        answer(1);
        assertThat(reported).containsExactly(promises.get(1).channel());
    }

    @Test
    void one_that_is_silent_is_followed_by_the_next_and_closed_when_that_answers() {
        atTheSecond = () -> promises.get(1).setSuccess();
        begin(A, B, C);
        await().until(() -> reported.size() == 1);
        onLoop(() -> {}); // what that began is over
        assertThat(reported).containsExactly(promises.get(1).channel());
        assertThat(promises.get(0).channel().isOpen()).isFalse();
        assertThat(promises.get(1).channel().isOpen()).isTrue();
        assertThat(tried).as("nothing is tried after an answer").containsExactly(A, B);
    }

    @Test
    void the_first_may_still_answer_while_others_are_tried() {
        begin(A, B);
        await().until(() -> tried.size() == 2);
        answer(0);
        assertThat(reported).containsExactly(promises.get(0).channel());
        assertThat(promises.get(1).channel().isOpen()).isFalse();
    }

    @Test
    void who_answers_too_late_is_closed() {
        begin(A, B);
        await().until(() -> tried.size() == 2);
        answer(1);
        answer(0);
        assertThat(reported).hasSize(1);
        assertThat(promises.get(0).channel().isOpen()).isFalse();
    }

    @Test
    void they_fail_when_all_have_failed_and_no_failure_is_lost() {
        begin(A, B);
        refuse(0);
        assertThat(reported).isEmpty();
        refuse(1);
        assertThat(reported).singleElement().isInstanceOfSatisfying(ConnectException.class, cause -> {
            assertThat(cause).hasMessage("refused 1");
            assertThat(cause.getSuppressed()).extracting(Throwable::getMessage).containsExactly("refused 0");
        });
    }

    @Test
    void a_cancel_closes_all_and_tries_no_further_address() throws InterruptedException {
        var cancelled = new CountDownLatch(1);
        atTheSecond = () -> {
            attempts.cancel();
            cancelled.countDown();
        };
        begin(A, B, C);
        cancelled.await();
        assertThat(promises).allMatch(each -> !each.channel().isOpen());
        refuse(0);
        refuse(1);
        assertThat(tried).hasSize(2);
        assertThat(reported).isEmpty();
    }

    @Test
    void they_say_what_was_tried() {
        begin(A, B);
        refuse(0);
        assertThat(attempts)
                .hasToString(A + " failed: java.net.ConnectException: refused 0; " + B + " does not answer");
    }

    @Test
    void families_take_turns_and_the_first_address_stays_the_first() {
        List<InetSocketAddress> sorted = Stream.of("::1", "::2", "::3", "127.0.0.1", "127.0.0.2")
                .map(each -> new InetSocketAddress(each, 1))
                .toList();
        assertThat(Families.interleaved(sorted))
                .extracting(each -> each.getAddress().getHostAddress())
                .containsExactly("0:0:0:0:0:0:0:1", "127.0.0.1", "0:0:0:0:0:0:0:2", "127.0.0.2", "0:0:0:0:0:0:0:3");
        assertThat(Families.interleaved(List.of())).isEmpty();
    }
}
