package dev.rivulet.examples.httpclient5;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import org.apache.hc.core5.http.nio.command.RequestExecutionCommand;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.reactor.ssl.SSLIOSession;

/**
 * A connection of the library that corrects how it reads; all other methods are forwarded. The library's decoders lose
 * the bytes that they read together with the end of the connection (end-5), accept a body that is cut within its
 * trailers (end-4), and continue to read without capacity while small chunks come (credit-5).
 */
final class WatchedSession implements InvocationHandler {
    private static final int TURN = 8 << 10;

    private final IOSession session;
    private HttpClient5Exchange exchange; // of the request that was sent last
    private int left = TURN; // bytes that may be read in this turn
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
        return switch (method.getName()) {
            case "updateReadTime" -> beginTurn(method, arguments);
            case "read" -> read(method, arguments);
            case "poll" -> poll(method, arguments);
            default -> call(method, arguments);
        };
    }

    /** The reactor calls this before each turn, in which the library reads until nothing comes. */
    private Object beginTurn(Method method, Object[] arguments) throws Throwable {
        left = TURN;
        if (exchange != null) {
            exchange.limitHead();
        }
        return call(method, arguments);
    }

    private int read(Method method, Object[] arguments) throws Throwable {
        boolean isBytes = !(session instanceof SSLIOSession); // of TLS it is only the end, which is read once
        if (isBytes && exchange != null && exchange.isHeldBack()) {
            return 0;
        }
        ByteBuffer buffer = (ByteBuffer) arguments[0];
        int limit = buffer.limit();
        buffer.limit(Math.min(limit, buffer.position() + left)); // credit-1: the library's own buffer grows with heads
        int count = (int) call(method, arguments);
        buffer.limit(limit);
        if (count < 0 && left < TURN) {
            return 0; // end-5: the library gets the end in the next turn, after the bytes
        }
        left -= Math.max(count, 0);
        ended |= count < 0;
        return count;
    }

    /** What comes from now on is the response to the request that the library takes here. */
    private Object poll(Method method, Object[] arguments) throws Throwable {
        Object command = call(method, arguments);
        if (command instanceof RequestExecutionCommand request) {
            exchange = HttpClient5Exchange.of(request.getContext());
            exchange.carriedBy(this);
        }
        return command;
    }

    private Object call(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(session, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
