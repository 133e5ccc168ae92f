package dev.rivulet.sse.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivulet.sse.tests.docs.PublicApiTest.Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The metadata for GraalVM's native image and the code agree. This is all that is tested of it: no image is built here.
 * Modules that are not for images are left out.
 */
class NativeImageMetadataTest {
    private static final String NOT_FOR_IMAGES = "SSE_TESTKIT|SSE_SPRING";
    private static final int WITH_VIRTUAL_THREADS = 21;
    private static final Pattern REFLECTION = Pattern.compile(
            "Class\\.forName\\(|\\.get(Declared)?(Method|Field|Constructor)\\(|newUpdater\\(|\\.findVarHandle\\(|\\.findVirtual\\("
                    + "|newProxyInstance\\(|\\.getResource(AsStream)?\\(|ServiceLoader\\.load\\(|\\.channel\\([a-z]");
    private static final ClassLoader LOADER = NativeImageMetadataTest.class.getClassLoader();

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = NOT_FOR_IMAGES)
    void what_is_named_exists(Module module) throws Exception {
        for (JsonNode entry : NativeImageMetadata.of(module).reflection()) {
            String name = entry.path("type").asText();
            if (isOfLaterJdk(name)) {
                continue;
            }
            Class<?> type = load(name);
            for (JsonNode field : entry.path("fields")) {
                assertThat(type.getDeclaredField(field.path("name").asText())).isNotNull();
            }
            for (JsonNode method : entry.path("methods")) {
                if (!isOfLaterJdk(name + "." + method.path("name").asText())) {
                    assertExists(type, method);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = NOT_FOR_IMAGES)
    void each_entry_is_for_a_class_of_the_module(Module module) throws Exception {
        Path classes = compiled(module);

        assertThat(NativeImageMetadata.of(module).reached())
                .allSatisfy(type -> assertThat(classes.resolve(type.replace('.', '/') + ".class"))
                        .exists());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = NOT_FOR_IMAGES)
    void each_class_that_reflects_has_an_entry(Module module) throws Exception {
        assertThat(NativeImageMetadata.of(module).reached()).containsAll(reflecting(module));
    }

    @Test
    void reflection_is_found_in_the_sources() throws Exception {
        assertThat(reflecting(Module.SSE_CORE))
                .hasSizeGreaterThan(8)
                .contains("dev.rivulet.sse.internal.connection.Activity", "dev.rivulet.sse.spi.ProviderSearch");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = NOT_FOR_IMAGES)
    void nothing_else_is_in_the_file_than_the_schema_knows(Module module) throws Exception {
        NativeImageMetadata metadata = NativeImageMetadata.of(module);

        assertThat(metadata.reflection())
                .allSatisfy(entry -> assertThat(Set.of("condition", "type", "methods", "fields", "allPublicMethods"))
                        .containsAll(entry::fieldNames));
        assertThat(metadata.resources())
                .allSatisfy(entry -> assertThat(entry.fieldNames()).toIterable().containsExactly("condition", "glob"));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = NOT_FOR_IMAGES)
    void each_provider_of_a_service_can_be_made(Module module) throws Exception {
        Path services = compiled(module).resolve("META-INF/services");
        Set<String> providers = new TreeSet<>();
        if (Files.exists(services)) {
            try (Stream<Path> files = Files.list(services)) {
                for (Path file : files.toList()) {
                    providers.addAll(Files.readAllLines(file));
                }
            }
        }

        assertThat(NativeImageMetadata.of(module).made()).containsAll(providers);
    }

    /** Netty asks each handler by reflection which events it skips. */
    @ParameterizedTest
    @EnumSource(names = "SSE_NETTY|SSE_IOURING|SSE_HTTP3", mode = EnumSource.Mode.MATCH_ANY)
    void each_handler_of_netty_shows_its_methods(Module module) throws Exception {
        Class<?> handler = load("io.netty.channel.ChannelHandler");
        List<String> handlers = classes(module).stream()
                .map(NativeImageMetadataTest::load)
                .filter(handler::isAssignableFrom)
                .map(Class::getName)
                .toList();

        assertThat(NativeImageMetadata.of(module).typesWith("allPublicMethods"))
                .containsExactlyInAnyOrderElementsOf(handlers);
    }

    private static void assertExists(Class<?> type, JsonNode method) throws ReflectiveOperationException {
        Class<?>[] parameters = NativeImageMetadata.list(method.path("parameterTypes"))
                .map(JsonNode::asText)
                .map(NativeImageMetadataTest::load)
                .toArray(Class<?>[]::new);
        String name = method.path("name").asText();
        assertThat(name.equals("<init>") ? type.getDeclaredConstructor(parameters) : type.getMethod(name, parameters))
                .isNotNull();
    }

    /** Of the names that only a later JDK has. Where that is the one that runs this, they are looked for like all others. */
    private static boolean isOfLaterJdk(String name) {
        return Runtime.version().feature() < WITH_VIRTUAL_THREADS
                && Set.of(
                                "java.lang.Thread$Builder$OfVirtual",
                                "java.lang.Thread.ofVirtual",
                                "java.lang.Thread.isVirtual",
                                "java.net.http.HttpClient.shutdown",
                                "java.net.http.HttpClient.shutdownNow")
                        .contains(name);
    }

    private static Class<?> load(String name) {
        try {
            return switch (name) {
                case "boolean" -> boolean.class;
                case "long" -> long.class;
                default -> Class.forName(name, false, LOADER);
            };
        } catch (ClassNotFoundException e) {
            throw new AssertionError("there is no class " + name, e);
        }
    }

    /** The folder, also where the module has a jar already. */
    private static Path compiled(Module module) {
        return module.folder().resolve("target/classes");
    }

    private static Set<String> reflecting(Module module) throws IOException {
        Path sources = module.folder().resolve("src/main/java");
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                if (REFLECTION.matcher(Files.readString(file)).find()) {
                    found.add(className(sources.relativize(file), ".java"));
                }
            }
        }
        return found;
    }

    private static List<String> classes(Module module) throws Exception {
        Path folder = compiled(module);
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .map(file -> className(folder.relativize(file), ".class"))
                    .filter(name -> !name.endsWith("-info"))
                    .toList();
        }
    }

    private static String className(Path file, String end) {
        String path = Objects.requireNonNull(file).toString();
        return path.substring(0, path.length() - end.length()).replace('/', '.');
    }
}
