package dev.rivulet.sse.kafka.config;

import dev.rivulet.sse.kafka.streams.TopicPattern;
import dev.rivulet.sse.spi.TransportProviders;
import java.util.List;

/** What is wrong with options only beside others. A fault stands at the option that should be changed. */
record Combinations(Values values) {
    private static final List<String> SOURCES =
            List.of(ListOptions.STREAMS, ListOptions.FILE, ListOptions.URL, ListOptions.TOPIC);

    void check() {
        checkSource();
        checkTypes();
        checkTransport();
        checkCredentials();
        checkAmounts();
        checkTrust();
        checkKeys();
        checkProxy();
    }

    private void checkSource() {
        List<String> set = SOURCES.stream().filter(values::isSet).toList();
        boolean faulty = SOURCES.stream().anyMatch(key -> !values.isValid(key));
        if (set.isEmpty() && !faulty) {
            values.fault(ListOptions.STREAMS, "no stream is set; set one of " + String.join(", ", SOURCES));
        }
        set.stream()
                .skip(1)
                .forEach(key -> values.fault(key, "it cannot be set together with " + set.get(0) + "; remove one"));
        if (values.isSet(ListOptions.TOPIC)) {
            needs(ListOptions.BOOTSTRAP, ListOptions.TOPIC);
        }
        if (values.isSet(ListOptions.URL_HEADERS)) {
            needs(ListOptions.URL, ListOptions.URL_HEADERS);
        }
    }

    /** Connect's own topics are on the same cluster, and the worker may write to them. */
    private void checkTypes() {
        boolean any =
                valid(EventOptions.TYPES) && values.list(EventOptions.TYPES).isEmpty();
        String topic = values.text(RecordOptions.TOPIC);
        if (any && topic != null && TopicPattern.isOnlyType(topic)) {
            values.fault(
                    RecordOptions.TOPIC,
                    "with ${type} alone, servers choose any topic, also those of Connect; put a prefix before it, such"
                            + " as sse.${type}, or set event.types");
        }
    }

    private void checkTransport() {
        String name = values.text(ConnectionOptions.TRANSPORT);
        List<String> found = TransportProviders.find().names();
        if (name == null) {
            values.fault(ConnectionOptions.TRANSPORT, "it is empty; use one of " + String.join(", ", found));
        } else if (!found.contains(name)) {
            values.fault(
                    ConnectionOptions.TRANSPORT,
                    "there is no transport \"" + name + "\" in the plugin's folder; use one of "
                            + String.join(", ", found) + ", or add the jar that brings it");
        }
    }

    private void checkCredentials() {
        if (values.isSet(ConnectionOptions.BEARER)) {
            for (String key : List.of(ConnectionOptions.HEADERS, ConnectionOptions.SECRET_HEADERS)) {
                if (setsAuthorization(key)) {
                    values.fault(key, "it sets Authorization, as bearer.token does; remove one");
                }
            }
        }
    }

    private boolean setsAuthorization(String key) {
        if (!values.isSet(key) || !values.isValid(key)) {
            return false;
        }
        return ConnectionSettings.headers(values, key).keySet().stream().anyMatch("Authorization"::equalsIgnoreCase);
    }

    private void checkAmounts() {
        if (valid(QueueOptions.BYTES, EventOptions.MAX_BYTES)
                && values.number(QueueOptions.BYTES) < values.count(EventOptions.MAX_BYTES)) {
            values.fault(
                    QueueOptions.BYTES,
                    "it is less than event.max.bytes (" + values.count(EventOptions.MAX_BYTES)
                            + "), so that the longest event would not fit");
        }
        notLess(RetryOptions.MAX, RetryOptions.INITIAL);
        notLess(RetryOptions.QUARANTINE_MAX, RetryOptions.QUARANTINE);
    }

    private void notLess(String most, String least) {
        if (valid(most, least) && values.number(most) < values.number(least)) {
            values.fault(most, "it is less than " + least + " (" + values.number(least) + ")");
        }
    }

    private void checkTrust() {
        if (values.isSet(TlsOptions.TRUST_PEM)) {
            onlyPem(TlsOptions.TRUST_PEM, TlsOptions.TRUST_TYPE);
            excludes(TlsOptions.TRUST_PEM, TlsOptions.TRUST_FILE);
        }
        if (values.isSet(TlsOptions.TRUST_PASSWORD)) {
            needs(TlsOptions.TRUST_FILE, TlsOptions.TRUST_PASSWORD);
        }
    }

    private void checkKeys() {
        for (String key : List.of(TlsOptions.CHAIN_PEM, TlsOptions.KEY_PEM)) {
            if (values.isSet(key)) {
                onlyPem(key, TlsOptions.KEY_TYPE);
                excludes(key, TlsOptions.KEY_FILE);
                needs(TlsOptions.CHAIN_PEM, TlsOptions.KEY_PEM);
                needs(TlsOptions.KEY_PEM, TlsOptions.CHAIN_PEM);
            }
        }
        if (values.isSet(TlsOptions.KEY_STORE_PASSWORD)) {
            needs(TlsOptions.KEY_FILE, TlsOptions.KEY_STORE_PASSWORD);
        }
        boolean store = values.isSet(TlsOptions.KEY_FILE)
                && values.isValid(TlsOptions.KEY_TYPE)
                && !values.word(TlsOptions.KEY_TYPE).equals("pem");
        if (store && !values.isSet(TlsOptions.KEY_STORE_PASSWORD)) {
            values.fault(TlsOptions.KEY_STORE_PASSWORD, "it is required with ssl.keystore.location");
        }
    }

    private void checkProxy() {
        for (String key : List.of(ProxyOptions.USER, ProxyOptions.PASSWORD)) {
            if (values.isSet(key)) {
                needs(ProxyOptions.HOST, key);
            }
        }
        if (values.isSet(ProxyOptions.USER) != values.isSet(ProxyOptions.PASSWORD)) {
            String missing = values.isSet(ProxyOptions.USER) ? ProxyOptions.PASSWORD : ProxyOptions.USER;
            values.fault(missing, "proxy.user and proxy.password are set together or not at all");
        }
    }

    private void onlyPem(String key, String type) {
        if (values.isValid(type) && !values.word(type).equals("pem")) {
            values.fault(type, "it must be PEM where " + key + " is set");
        }
    }

    private void excludes(String key, String file) {
        if (values.isSet(file)) {
            values.fault(key, "it cannot be set together with " + file + "; remove one");
        }
    }

    private void needs(String missing, String because) {
        if (!values.isSet(missing) && values.isValid(missing)) {
            values.fault(missing, "it is required with " + because);
        }
    }

    private boolean valid(String... keys) {
        return List.of(keys).stream().allMatch(values::isValid);
    }
}
