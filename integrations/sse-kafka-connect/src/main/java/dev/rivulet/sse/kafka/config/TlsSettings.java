package dev.rivulet.sse.kafka.config;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** Trust and keys for https. Its text has no secret. */
record TlsSettings(Store trust, Store keys, @Nullable Password keyPassword) {
    private static final char[] NONE = {};

    /** A key store: a file of some type, or PEM that stands in the config. */
    record Store(
            String key,
            String type,
            @Nullable Path file,
            @Nullable Password password,
            @Nullable String pem) {
        boolean isSet() {
            return file != null || pem != null;
        }

        @Override
        public String toString() {
            return isSet() ? type + " " + (file == null ? "inline" : file) : "none";
        }
    }

    static TlsSettings of(Values values) {
        return new TlsSettings(
                new Store(
                        values.isSet(TlsOptions.TRUST_PEM) ? TlsOptions.TRUST_PEM : TlsOptions.TRUST_FILE,
                        values.word(TlsOptions.TRUST_TYPE),
                        path(values, TlsOptions.TRUST_FILE),
                        values.secret(TlsOptions.TRUST_PASSWORD),
                        pem(values, TlsOptions.TRUST_PEM)),
                new Store(
                        values.isSet(TlsOptions.KEY_PEM) ? TlsOptions.KEY_PEM : TlsOptions.KEY_FILE,
                        values.word(TlsOptions.KEY_TYPE),
                        path(values, TlsOptions.KEY_FILE),
                        values.secret(TlsOptions.KEY_STORE_PASSWORD),
                        pem(values, TlsOptions.KEY_PEM, TlsOptions.CHAIN_PEM)),
                values.secret(TlsOptions.KEY_PASSWORD));
    }

    private static @Nullable Path path(Values values, String key) {
        String text = values.text(key);
        return text == null ? null : Path.of(text);
    }

    private static @Nullable String pem(Values values, String... keys) {
        var all = new StringBuilder();
        for (String key : keys) {
            Password text = values.secret(key);
            if (text != null) {
                all.append(text.value()).append('\n');
            }
        }
        return all.isEmpty() ? null : all.toString();
    }

    /**
     * Reads the stores; null if none is set, for the JVM's TLS.
     *
     * @throws ConfigException if one cannot be read; the message names its key
     */
    @Nullable
    SSLContext context() {
        if (!trust.isSet() && !keys.isSet()) {
            return null;
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    keys.isSet() ? keyManagers().getKeyManagers() : null,
                    trust.isSet() ? trustManagers().getTrustManagers() : null,
                    null);
            return context;
        } catch (GeneralSecurityException e) {
            throw Checks.failure("ssl.*", "TLS cannot be set up: " + e.getMessage());
        }
    }

    private TrustManagerFactory trustManagers() {
        try {
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trust.type().equals("pem") ? Pem.trust(text(trust)) : load(trust));
            return factory;
        } catch (GeneralSecurityException | IOException e) {
            throw failure(trust, e);
        }
    }

    private KeyManagerFactory keyManagers() {
        char[] ofKey = keyPassword == null ? null : keyPassword.value().toCharArray();
        try {
            var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            if (keys.type().equals("pem")) {
                factory.init(Pem.keys(text(keys), ofKey), NONE);
            } else {
                factory.init(load(keys), ofKey == null ? password(keys) : ofKey);
            }
            return factory;
        } catch (GeneralSecurityException | IOException e) {
            throw failure(keys, e);
        }
    }

    private static String text(Store store) throws IOException {
        return store.file() == null ? String.valueOf(store.pem()) : Files.readString(store.file());
    }

    private static KeyStore load(Store store) throws GeneralSecurityException, IOException {
        KeyStore loaded = KeyStore.getInstance(store.type());
        try (InputStream in = Files.newInputStream(requireNonNull(store.file(), store.key()))) {
            loaded.load(in, password(store));
        }
        return loaded;
    }

    private static char @Nullable [] password(Store store) {
        return store.password() == null ? null : store.password().value().toCharArray();
    }

    private static ConfigException failure(Store store, Exception thrown) {
        String what =
                thrown instanceof NoSuchFileException ? "the file does not exist" : String.valueOf(thrown.getMessage());
        return Checks.failure(store.key(), store + " cannot be read: " + what);
    }
}
