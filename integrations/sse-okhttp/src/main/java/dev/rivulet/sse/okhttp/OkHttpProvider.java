package dev.rivulet.sse.okhttp;

import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportProvider;
import dev.rivulet.sse.spi.TransportUnavailableException;

/** Offers {@link OkHttpTransport} as {@code okhttp}, below the other transports of Rivulet. */
public final class OkHttpProvider implements TransportProvider {
    /** For {@link java.util.ServiceLoader}. */
    public OkHttpProvider() {}

    @Override
    public String name() {
        return "okhttp";
    }

    @Override
    public int priority() {
        return 5;
    }

    @Override
    public Transport create(TransportConfig config) throws TransportUnavailableException {
        try {
            return OkHttpTransport.create(config);
        } catch (LinkageError e) {
            throw new TransportUnavailableException(
                    "OkHttp is missing or too old: add com.squareup.okhttp3:okhttp-jvm 5, or okhttp 4.12", e);
        } catch (IllegalArgumentException e) {
            throw new TransportUnavailableException(String.valueOf(e.getMessage()), e);
        } catch (IllegalStateException e) {
            throw new TransportUnavailableException("OkHttp cannot be set up: " + e.getMessage(), e);
        }
    }
}
