package dev.rivulet.examples.urlconnection;

import dev.rivulet.sse.spi.*;

/** Makes transports on {@link java.net.HttpURLConnection}, and the threads that they block. */
public final class UrlConnectionProvider implements TransportProvider {
    /** Interrupting a virtual thread closes the socket that it waits for. No other thread's read can be ended. */
    static final boolean VIRTUAL = Runtime.version().feature() >= 21;

    @Override
    public String name() {
        return "urlconnection";
    }

    @Override
    public int priority() {
        return 1; // below ours, so that it is taken only by its name
    }

    @Override
    public Transport create(TransportConfig config) throws TransportUnavailableException {
        if (config.proxySelector() != null || config.proxyCredentials() != null) {
            throw new TransportUnavailableException("urlconnection takes no proxies; jdkhttp does"); // config-1
        }
        return new UrlConnectionTransport(config.sslContext());
    }

    /** On a virtual thread where there are any: by reflection, since this is compiled for Java 17. */
    static Thread start(Runnable task) {
        try {
            return (Thread)
                    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
        } catch (ReflectiveOperationException before21) {
            Thread thread = new Thread(task, "urlconnection");
            thread.setDaemon(true);
            thread.start();
            return thread;
        }
    }
}
