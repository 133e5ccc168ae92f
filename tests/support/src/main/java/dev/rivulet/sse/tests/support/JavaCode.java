package dev.rivulet.sse.tests.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles Java on this class path, for the oldest Java that the project runs on. */
public final class JavaCode {
    private JavaCode() {}

    /** The source of a class, whose name has slashes. */
    public static JavaFileObject source(String name, String text) {
        URI uri = URI.create("string:///" + name + JavaFileObject.Kind.SOURCE.extension);
        return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    /** Compiles into a folder, which must succeed. */
    public static void compile(Path classes, Iterable<? extends JavaFileObject> sources) {
        var complaints = new StringWriter();
        List<String> options =
                List.of("-d", classes.toString(), "-cp", Forked.classPath(), "-proc:none", "--release", "17");
        boolean done = ToolProvider.getSystemJavaCompiler()
                .getTask(complaints, null, null, options, null, sources)
                .call();
        assertThat(done).as(complaints::toString).isTrue();
    }
}
