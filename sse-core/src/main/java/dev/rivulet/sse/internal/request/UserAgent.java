package dev.rivulet.sse.internal.request;

import dev.rivulet.sse.internal.JvmOnly;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URI;
import java.net.URL;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** What requests call themselves unless they have a User-Agent: some services answer 403 to those without. */
final class UserAgent {
    static final String NAME = "User-Agent";
    static final String VALUE = value();

    private UserAgent() {}

    private static String value() {
        String version = version();
        return version == null ? "rivulet" : "rivulet/" + version;
    }

    /** As Maven wrote it into the jar, which also repackaged jars keep; else as the module was compiled. */
    private static @Nullable String version() {
        try (InputStream in =
                UserAgent.class.getResourceAsStream("/META-INF/maven/dev.rivulet/sse-core/pom.properties")) {
            if (in == null) {
                return moduleVersion();
            }
            var written = new Properties();
            written.load(in);
            return written.getProperty("version");
        } catch (IOException | RuntimeException | LinkageError unknown) {
            return null;
        }
    }

    /** The descriptor that stands beside this class: on a class path there is no module to ask. */
    @JvmOnly
    private static @Nullable String moduleVersion() throws IOException {
        String path = UserAgent.class.getName().replace('.', '/') + ".class";
        URL here = UserAgent.class.getResource("UserAgent.class");
        if (here == null || !here.toString().endsWith(path)) {
            return null;
        }
        String folder = here.toString().substring(0, here.toString().length() - path.length());
        try (InputStream in = URI.create(folder + "module-info.class").toURL().openStream()) {
            return ModuleDescriptor.read(in).rawVersion().orElse(null);
        }
    }
}
