package dev.rivulet.sse.kafka.config;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;

/** Trust and keys for https, by the names that Kafka gives them. */
final class TlsOptions {
    static final String TRUST_TYPE = "ssl.truststore.type";
    static final String TRUST_FILE = "ssl.truststore.location";
    static final String TRUST_PASSWORD = "ssl.truststore.password";
    static final String TRUST_PEM = "ssl.truststore.certificates";
    static final String KEY_TYPE = "ssl.keystore.type";
    static final String KEY_FILE = "ssl.keystore.location";
    static final String KEY_STORE_PASSWORD = "ssl.keystore.password";
    static final String CHAIN_PEM = "ssl.keystore.certificate.chain";
    static final String KEY_PEM = "ssl.keystore.key";
    static final String KEY_PASSWORD = "ssl.key.password";

    static final List<String> TYPES = List.of("JKS", "PKCS12", "PEM");

    private TlsOptions() {}

    static void define(ConfigDef all) {
        var group = new Group(all, "TLS");
        trust(group);
        keys(group);
    }

    private static void trust(Group group) {
        group.option(TRUST_TYPE, ConfigDef.Type.STRING)
                .preset("JKS")
                .words(TYPES)
                .documented("Type of the trust store", "The type of the trust store: JKS, PKCS12 or PEM.");
        group.option(TRUST_FILE, ConfigDef.Type.STRING)
                .wide()
                .checked(Checks.path())
                .documented(
                        "Trust store",
                        "The file with the certificates of authorities that are trusted. Without one, the JVM's are.");
        group.option(TRUST_PASSWORD, ConfigDef.Type.PASSWORD)
                .documented("Password of the trust store", "The password of ssl.truststore.location.");
        group.option(TRUST_PEM, ConfigDef.Type.PASSWORD)
                .wide()
                .documented(
                        "Trusted certificates",
                        "The certificates themselves, in place of ssl.truststore.location, with"
                                + " ssl.truststore.type=PEM.");
    }

    private static void keys(Group group) {
        group.option(KEY_TYPE, ConfigDef.Type.STRING)
                .preset("JKS")
                .words(TYPES)
                .documented("Type of the key store", "The type of the key store: JKS, PKCS12 or PEM.");
        group.option(KEY_FILE, ConfigDef.Type.STRING)
                .wide()
                .checked(Checks.path())
                .documented(
                        "Key store",
                        "The file with this client's certificate and private key, for servers that ask for one. A PEM"
                                + " file has the key and the chain.");
        group.option(KEY_STORE_PASSWORD, ConfigDef.Type.PASSWORD)
                .documented("Password of the key store", "The password of ssl.keystore.location, unless it is PEM.");
        group.option(CHAIN_PEM, ConfigDef.Type.PASSWORD)
                .wide()
                .documented(
                        "Certificate chain",
                        "The client's certificate and those that signed it, in place of ssl.keystore.location, with"
                                + " ssl.keystore.type=PEM. ssl.keystore.key goes with it.");
        group.option(KEY_PEM, ConfigDef.Type.PASSWORD)
                .wide()
                .documented(
                        "Private key",
                        "The client's private key (PKCS#8), with ssl.keystore.type=PEM and"
                                + " ssl.keystore.certificate.chain.");
        group.option(KEY_PASSWORD, ConfigDef.Type.PASSWORD)
                .documented(
                        "Password of the key",
                        "The password of the private key in the key store, or of an encrypted PEM key.");
    }
}
