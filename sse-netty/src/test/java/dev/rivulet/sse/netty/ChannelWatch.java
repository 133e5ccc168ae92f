package dev.rivulet.sse.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands before a group of loops and keeps each channel that is registered with it, to look at its options. */
final class ChannelWatch {
    final List<Channel> channels = new CopyOnWriteArrayList<>();
    final EventLoopGroup group;

    ChannelWatch(EventLoopGroup real) {
        this.group = before(real, EventLoopGroup.class);
    }

    private <T extends EventLoopGroup> T before(T real, Class<T> type) {
        Object watched =
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
                    Object argument = given == null ? null : given[0];
                    if (method.getName().equals("register")) {
                        channels.add(
                                argument instanceof ChannelPromise promise ? promise.channel() : (Channel) argument);
                    }
                    try {
                        Object answer = method.invoke(real, given);
                        return method.getName().equals("next") ? before((EventLoop) answer, EventLoop.class) : answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return type.cast(watched);
    }
}
