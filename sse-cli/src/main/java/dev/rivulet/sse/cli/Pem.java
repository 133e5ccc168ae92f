package dev.rivulet.sse.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file in PEM (RFC 7468): certificates and keys as text.
 *
 * @param option the option that names the file, for messages
 */
record Pem(String option, Path file, List<Block> blocks) {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----", Pattern.DOTALL);

    /** What a key may be for; the encoding says which, but no API reads that. */
    private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA", "RSASSA-PSS", "DSA");

    /** One of its parts, such as a {@code CERTIFICATE}. */
    record Block(String label, String base64) {}

    static Pem read(String option, String name) {
        Path file = FileArgument.path(option, name);
        try {
            Matcher block = BLOCK.matcher(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            List<Block> blocks = new ArrayList<>();
            while (block.find()) {
                blocks.add(new Block(block.group(1), block.group(2)));
            }
            return new Pem(option, file, blocks);
        } catch (IOException e) {
            throw CommandFailure.of(option + ": cannot read " + file + ": " + FileArgument.reason(e), e);
        }
    }

    /** All certificates, at least one, in their order. */
    List<X509Certificate> certificates() {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Block block : blocks) {
            if (block.label.equals("CERTIFICATE")) {
                certificates.add(certificate(block));
            }
        }
        if (certificates.isEmpty()) {
            throw failure("has no certificate in PEM (-----BEGIN CERTIFICATE-----)");
        }
        return certificates;
    }

    private X509Certificate certificate(Block block) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes(block)));
        } catch (GeneralSecurityException e) {
            throw failure("has a certificate that cannot be read: " + e.getMessage());
        }
    }

    /** The private key, which must be in PKCS #8 and not encrypted. */
    PrivateKey privateKey() {
        for (Block block : blocks) {
            if (block.label.equals("PRIVATE KEY")) {
                return privateKey(bytes(block));
            } else if (block.label.endsWith("PRIVATE KEY")) {
                throw failure("has an " + block.label
                        + "; only an unencrypted PKCS #8 key (-----BEGIN PRIVATE KEY-----)"
                        + " can be read. To convert it: openssl pkcs8 -topk8 -nocrypt -in " + file + " -out key.pem");
            }
        }
        throw failure("has no private key in PEM (-----BEGIN PRIVATE KEY-----)");
    }

    private PrivateKey privateKey(byte[] pkcs8) {
        for (String algorithm : ALGORITHMS) {
            PrivateKey key = privateKey(algorithm, pkcs8);
            if (key != null) {
                return key;
            }
        }
        throw failure(
                "has a private key that is damaged or of an unknown kind; known are " + String.join(", ", ALGORITHMS));
    }

    /** The key; null if it is of another kind. */
    private @Nullable PrivateKey privateKey(String algorithm, byte[] pkcs8) {
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (InvalidKeySpecException anotherKind) {
            return null;
        } catch (GeneralSecurityException e) {
            throw failure("has a key that cannot be read: " + e.getMessage());
        }
    }

    private byte[] bytes(Block block) {
        try {
            return Base64.getMimeDecoder().decode(block.base64);
        } catch (IllegalArgumentException e) {
            throw failure("has a damaged " + block.label);
        }
    }

    private CommandFailure failure(String what) {
        return CommandFailure.of(option + ": " + file + " " + what, null);
    }
}
