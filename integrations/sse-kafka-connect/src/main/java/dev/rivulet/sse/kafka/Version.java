package dev.rivulet.sse.kafka;

import org.jspecify.annotations.Nullable;

/** The version of this plugin, as Connect shows it. */
final class Version {
    static final String OF_THIS = ofManifest(Version.class.getPackage().getImplementationVersion());

    private Version() {}

    private static String ofManifest(@Nullable String version) {
        return version == null ? "unknown" : version;
    }
}
