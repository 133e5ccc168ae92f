package dev.rivulet.examples.httpclient5;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.apache.hc.core5.http.nio.command.RequestExecutionCommand;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.reactor.ssl.SSLIOSession;

/**
 * A connection of the library, whose reads are looked after; the other methods are passed on. The library's decoders
 * lose the bytes that they read together with the end of the connection (end-5), take a body that ends within its
 * trailers for whole (end-4), and go on reading without capacity while small chunks come (credit-5).
 */
final class WatchedSession implements InvocationHandler {
    private final IOSession session;
    private HttpClient5Exchange exchange; // of the request that was sent last
    private boolean brought; // bytes, in this turn
    private boolean ended;

    private WatchedSession(IOSession session) {
        this.session = session;
    }

    static IOSession around(IOSession session) {
        return (IOSession) Proxy.newProxyInstance(
                IOSession.class.getClassLoader(), new Class<?>[] {IOSession.class}, new WatchedSession(session));
    }

    /** Whether the library has been given the end of the connection. */
    boolean hasEnded() {
        return ended;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        boolean isRead = method.getName().equals("read");
        if (method.getName().equals("updateReadTime")) { // the reactor begins a turn of reading
            brought = false;
        } else if (isRead && exchange != null && exchange.isHeldBack() && !(session instanceof SSLIOSession)) {
            return 0; // of TLS only the end is read here, and once
        }
        Object result = call(method, arguments);
        if (isRead) {
            return read((int) result);
        } else if (result instanceof RequestExecutionCommand request) { // polled: what comes now is its response
            exchange = HttpClient5Exchange.of(request.getContext());
            exchange.carriedBy(this);
        }
        return result;
    }

    private int read(int count) {
        if (count < 0 && brought) {
            return 0; // end-5: the end comes in the next turn, after the bytes were taken
        }
        brought |= count > 0;
        ended |= count < 0;
        return count;
    }

    private Object call(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(session, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
