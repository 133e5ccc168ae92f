package dev.rivulet.sse.kafka.config;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/** Certificates and keys in PEM (RFC 7468). No message shows any of it. */
final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----", Pattern.DOTALL);
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");
    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String KEY = "PRIVATE KEY";
    private static final String ENCRYPTED_KEY = "ENCRYPTED PRIVATE KEY";

    private Pem() {}

    /** A store of certificates that are trusted. */
    static KeyStore trust(String text) throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        int number = 0;
        for (Certificate each : certificates(text)) {
            store.setCertificateEntry("trusted-" + ++number, each);
        }
        return store;
    }

    /** A store of one key and its chain. The entry has an empty password. */
    static KeyStore keys(String text, char @Nullable [] password) throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        store.setKeyEntry(
                "key", key(text, password), new char[0], certificates(text).toArray(Certificate[]::new));
        return store;
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static List<Certificate> certificates(String text) throws GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<Certificate> found = new ArrayList<>();
        for (byte[] each : blocks(text, CERTIFICATE)) {
            found.add(factory.generateCertificate(new ByteArrayInputStream(each)));
        }
        if (found.isEmpty()) {
            throw new CertificateException("there is no BEGIN CERTIFICATE");
        }
        return found;
    }

    private static PrivateKey key(String text, char @Nullable [] password)
            throws GeneralSecurityException, IOException {
        List<byte[]> plain = blocks(text, KEY);
        if (!plain.isEmpty()) {
            return key(new PKCS8EncodedKeySpec(plain.get(0)));
        }
        List<byte[]> encrypted = blocks(text, ENCRYPTED_KEY);
        if (encrypted.isEmpty()) {
            throw new InvalidKeySpecException("there is no BEGIN PRIVATE KEY; convert the key to PKCS#8");
        }
        if (password == null) {
            throw new InvalidKeySpecException("the key is encrypted, and " + TlsOptions.KEY_PASSWORD + " is not set");
        }
        return key(decrypted(new EncryptedPrivateKeyInfo(encrypted.get(0)), password));
    }

    private static PKCS8EncodedKeySpec decrypted(EncryptedPrivateKeyInfo info, char[] password)
            throws GeneralSecurityException {
        AlgorithmParameters parameters = info.getAlgParameters();
        // PBES2 names its real algorithm only in its parameters.
        String algorithm =
                info.getAlgName().equals("PBES2") || info.getAlgName().equals("1.2.840.113549.1.5.13")
                        ? parameters.toString()
                        : info.getAlgName();
        var secret = SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password));
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(Cipher.DECRYPT_MODE, secret, parameters);
        try {
            return info.getKeySpec(cipher);
        } catch (InvalidKeySpecException e) {
            throw new InvalidKeySpecException("the key cannot be decrypted with " + TlsOptions.KEY_PASSWORD, e);
        }
    }

    private static PrivateKey key(PKCS8EncodedKeySpec spec) throws GeneralSecurityException {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                // the next algorithm
            }
        }
        throw new InvalidKeySpecException("the key is none of " + String.join(", ", ALGORITHMS));
    }

    private static List<byte[]> blocks(String text, String label) throws GeneralSecurityException {
        List<byte[]> found = new ArrayList<>();
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            if (block.group(1).equals(label)) {
                try {
                    found.add(Base64.getMimeDecoder().decode(block.group(2)));
                } catch (IllegalArgumentException e) {
                    throw new CertificateException("a block of " + label + " is not Base64");
                }
            }
        }
        return found;
    }
}
