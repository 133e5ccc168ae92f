package dev.rivulet.sse.tests.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rivulet.sse.tests.docs.PublicApiTest.Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an artifact says to GraalVM's native image: {@code reachability-metadata.json}, version 1.2.0 of its schema. */
record NativeImageMetadata(JsonNode root) {
    private static final JsonNode NONE = new JsonMapper().createObjectNode();

    static NativeImageMetadata of(Module module) throws IOException {
        Path file = module.folder()
                .resolve("src/main/resources/META-INF/native-image/dev.rivulet")
                .resolve(module.artifact())
                .resolve("reachability-metadata.json");
        return new NativeImageMetadata(Files.exists(file) ? new JsonMapper().readTree(file.toFile()) : NONE);
    }

    List<JsonNode> reflection() {
        return list(root.path("reflection")).toList();
    }

    List<JsonNode> resources() {
        return list(root.path("resources")).toList();
    }

    static Stream<JsonNode> list(JsonNode array) {
        return array.valueStream();
    }

    /** The classes whose work needs the entries. */
    Set<String> reached() {
        return Stream.of(reflection(), resources())
                .flatMap(List::stream)
                .map(entry -> entry.path("condition").path("typeReached").asText())
                .collect(Collectors.toSet());
    }

    /** The types with this property. */
    Set<String> typesWith(String property) {
        return reflection().stream()
                .filter(entry -> entry.has(property))
                .map(entry -> entry.path("type").asText())
                .collect(Collectors.toSet());
    }

    /** The types that may be made by their constructor without parameters. */
    Set<String> made() {
        return reflection().stream()
                .filter(entry -> list(entry.path("methods"))
                        .anyMatch(method -> method.path("name").asText().equals("<init>")
                                && method.path("parameterTypes").isEmpty()))
                .map(entry -> entry.path("type").asText())
                .collect(Collectors.toSet());
    }
}
