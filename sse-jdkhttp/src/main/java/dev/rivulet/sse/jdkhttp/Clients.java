package dev.rivulet.sse.jdkhttp;

import dev.rivulet.sse.spi.TransportConfig.HttpVersion;
import java.net.http.HttpClient;
import java.time.Duration;

/** Where the JDK's clients come from. */
interface Clients {
    /**
     * A client with this connect time-out, for as long as the lease is held. A client has one HTTP/2 connection to an
     * origin at most, so that a further connection takes another client: each has a number, from 0.
     *
     * @throws IllegalStateException if they are closed
     */
    Lease lease(Duration connectTimeout, int number);

    /** How many numbers there are. */
    int most();

    /** The highest version that they use, over TLS. */
    HttpVersion highest();

    /** Whether a connection over TLS may carry several exchanges. */
    default boolean multiplex() {
        return highest() != HttpVersion.HTTP_1_1;
    }

    /** What to tell those for whom no connection has room. */
    String whenFull();

    void close();

    /** A client in use. */
    interface Lease {
        HttpClient client();

        /** Once. */
        void release();
    }
}
