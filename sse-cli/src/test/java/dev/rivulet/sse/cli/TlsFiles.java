package dev.rivulet.sse.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A certificate for localhost, which is its own authority, and its key, for tests alone: made with keytool -genkeypair
 * -keyalg EC -ext san=dns:localhost,ip:127.0.0.1 -ext bc=ca:true -startdate 2020/01/01 -validity 36500, and openssl pkcs8.
 */
final class TlsFiles {
    static final String CERTIFICATE = text("localhost.pem");
    static final String KEY = text("localhost.key");

    private TlsFiles() {}

    /** Writes a file, and returns its name. */
    static String write(Path folder, String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(String name) {
        try (InputStream in = TlsFiles.class.getResourceAsStream("tls/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
