package dev.rivulet.sse.tests.interop.servers;

import dev.rivulet.sse.tests.support.Front;
import dev.rivulet.sse.tests.support.ReverseProxy;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Streams through haproxy as a reverse proxy. */
@Execution(ExecutionMode.CONCURRENT)
class HaproxyTest extends ProxiedStreams {
    @RegisterExtension
    static final ReverseProxy HAPROXY = Haproxy.proxy();

    @Override
    ReverseProxy proxy() {
        return HAPROXY;
    }

    @Override
    int statusWithoutOrigin() {
        return 503;
    }

    /** Over HTTP/2, version 2.6 ends the stream normally, by END_STREAM, whatever became of the origin. */
    @Override
    boolean hidesCuts(Front front) {
        return front == Front.HTTP_2;
    }
}
