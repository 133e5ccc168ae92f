package dev.rivulet.sse.jdkhttp;

import dev.rivulet.sse.spi.TransportConfig.HttpVersion;
import java.net.http.HttpClient;
import java.time.Duration;

/** The one client that the user has made, and closes. */
record UsersClient(HttpClient client) implements Clients, Clients.Lease {
    @Override
    public Lease lease(Duration connectTimeout, int number) {
        return this;
    }

    @Override
    public int most() {
        return 1;
    }

    @Override
    public HttpVersion highest() {
        return Versions.of(client.version());
    }

    @Override
    public String whenFull() {
        return "the HttpClient that JdkHttpTransport.over was given has one connection to it, and opens no second one;"
                + " JdkHttpTransport.create does";
    }

    @Override
    public void release() {}

    @Override
    public void close() {}
}
