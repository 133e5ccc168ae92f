package dev.rivulet.sse.jdkhttp;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;

/** Explains failures to connect: the JDK's client tries only the first address of a name. */
final class Addresses {
    private Addresses() {}

    /** The failure itself, or, if the name has more addresses, one that says so. */
    static Throwable explained(Throwable cause, URI uri) {
        String host = uri.getHost();
        try {
            // Looked up a moment ago by the JDK, so that it comes from the JVM's cache.
            InetAddress[] all = InetAddress.getAllByName(host);
            return all.length > 1 ? explained(cause, host, all) : cause;
        } catch (UnknownHostException gone) {
            return cause;
        }
    }

    private static Throwable explained(Throwable cause, String host, InetAddress[] all) {
        String reason = cause.getMessage() == null ? "not connected" : cause.getMessage();
        String message =
                reason + ": " + all[0].getHostAddress() + " is the first of the " + all.length + " addresses of " + host
                        + ", and the only one that the JDK's HTTP client tries; the transport sse-netty tries all of them";
        var explained = cause instanceof HttpConnectTimeoutException
                ? new HttpConnectTimeoutException(message)
                : new ConnectException(message);
        explained.initCause(cause);
        return explained;
    }
}
