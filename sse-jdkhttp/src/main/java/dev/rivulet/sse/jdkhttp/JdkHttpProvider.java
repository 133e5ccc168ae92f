package dev.rivulet.sse.jdkhttp;

import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportConfig.HttpVersion;
import dev.rivulet.sse.spi.TransportProvider;
import dev.rivulet.sse.spi.TransportUnavailableException;
import java.io.UncheckedIOException;

/** Offers {@link JdkHttpTransport} as {@code jdkhttp}, below all transports that have a library of their own. */
public final class JdkHttpProvider implements TransportProvider {
    /** For {@link java.util.ServiceLoader}. */
    public JdkHttpProvider() {}

    @Override
    public String name() {
        return "jdkhttp";
    }

    @Override
    public int priority() {
        return 10;
    }

    /** HTTP/3 too, from JDK 26 on: on an earlier one {@link #create} refuses it. */
    @Override
    public boolean speaks(HttpVersion highest) {
        return true;
    }

    @Override
    public Transport create(TransportConfig config) throws TransportUnavailableException {
        try {
            return JdkHttpTransport.create(config);
        } catch (IllegalArgumentException e) {
            throw new TransportUnavailableException(String.valueOf(e.getMessage()), e);
        } catch (UncheckedIOException e) {
            throw new TransportUnavailableException("the JDK's HTTP client cannot start: " + e.getMessage(), e);
        } catch (LinkageError e) {
            throw new TransportUnavailableException(
                    "the module java.net.http is missing: add it to this Java runtime's image", e);
        }
    }
}
