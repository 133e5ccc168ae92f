package dev.rivulet.sse.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.tests.support.JavaCode;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All that users can see has Javadoc. That its references and tags are right is for the compiler to check. */
class JavadocTest {
    @ParameterizedTest
    @EnumSource
    void each_public_type_and_member_has_a_comment(PublicApiTest.Module module) throws Exception {
        List<JavaFileObject> sources = new ArrayList<>();
        Path folder = module.folder().resolve("src/main/java");
        for (ModuleDescriptor.Exports each : exports(module)) {
            sources.addAll(in(folder.resolve(each.source().replace('.', '/'))));
        }
        assertThat(sources).isNotEmpty();

        assertThat(MissingComments.of(sources)).isEmpty();
    }

    @Test
    void what_has_no_comment_is_found() throws IOException {
        String text = """
                public class Sample {
                    public Sample(int size) {}
                    /** Sets the name. */ public Sample name(String name) { return this; }
                    public String name() { return ""; }
                    public int age() { return 1; }
                    protected int year = 2;
                    int hidden;
                    /** */ public interface Inner { void called(); private void helper() {} }
                    @Override public String toString() { return ""; }
                }
                """;

        assertThat(MissingComments.of(List.of(JavaCode.source("Sample", text))))
                .containsExactly(
                        "Sample",
                        "Sample.<init>(int size)",
                        "Sample.age()",
                        "Sample.year",
                        "Sample.Inner",
                        "Sample.Inner.called()");
    }

    private static List<ModuleDescriptor.Exports> exports(PublicApiTest.Module module) throws Exception {
        ModuleDescriptor descriptor =
                ModuleFinder.of(module.classes()).findAll().iterator().next().descriptor();
        return descriptor.exports().stream().filter(each -> !each.isQualified()).toList();
    }

    private static List<JavaFileObject> in(Path folder) throws IOException {
        List<JavaFileObject> sources = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".java"))
                    .sorted()
                    .toList()) {
                sources.add(JavaCode.source(file.toString(), Files.readString(file)));
            }
        }
        return sources;
    }
}
