package dev.rivulet.sse.tests.docs;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.tests.support.JavaCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** What the snippets of documents take for granted: each is the body of {@link #run()} of a class that extends this. */
public abstract class Snippet {
    /** What the snippet got to see. */
    public final List<String> seen = new CopyOnWriteArrayList<>();

    protected SseClient client;
    protected URI uri;
    protected DataSource dataSource;
    protected String saved = "41";
    protected String json = "{\"stream\":true}";
    protected String key = "a key";
    protected final Prices prices = new Prices();
    protected final Mapper mapper = new Mapper();
    protected final PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8) {
        @Override
        public void print(String text) {
            seen.add(text);
        }
    };
    protected final Flow.Subscriber<SseEvent> subscriber = new Flow.Subscriber<>() {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(2);
        }

        @Override
        public void onNext(SseEvent event) {
            seen.add(event.data());
        }

        @Override
        public void onError(Throwable thrown) {
            seen.add(thrown.toString());
        }

        @Override
        public void onComplete() {}
    };

    /** Compiles the code of a snippet into a folder. */
    static URLClassLoader compile(String code, Path classes) throws IOException {
        String imports = code.lines().filter(Snippet::isImport).collect(Collectors.joining("\n"));
        String statements = code.lines().filter(line -> !isImport(line)).collect(Collectors.joining("\n"));
        String source = "package snippet;\n" + imports + "\n"
                + "public final class Example extends " + Snippet.class.getName() + " {\n"
                + "    @Override public void run() throws Exception {\n" + statements + "\n    }\n}\n";
        JavaCode.compile(classes, List.of(JavaCode.source("snippet/Example", source)));
        return new URLClassLoader(new URL[] {classes.toUri().toURL()}, Snippet.class.getClassLoader());
    }

    private static boolean isImport(String line) {
        return line.startsWith("import ");
    }

    /** The snippet that was compiled. */
    static Snippet of(ClassLoader compiled) throws ReflectiveOperationException {
        return (Snippet) compiled.loadClass("snippet.Example").getConstructor().newInstance();
    }

    /** The snippet. */
    public abstract void run() throws Exception;

    public void on(SseClient with, URI at) {
        client = with;
        uri = at;
    }

    public void on(DataSource database) {
        dataSource = database;
    }

    protected void handle(Object event) {
        seen.add(event instanceof SseEvent sse ? sse.data() : event.toString());
    }

    protected String delta(SseEvent event) {
        return event.data();
    }

    /** Keeps prices. */
    public final class Prices {
        public void update(String price) {
            seen.add(price);
        }

        public void halt() {
            seen.add("halted");
        }
    }

    /** Reads what is typed, with the signature of Jackson's ObjectMapper. */
    public static final class Mapper {
        public <T> T readValue(byte[] bytes, int offset, int length, Class<T> type) {
            return type.cast(new Tick(new String(bytes, offset, length, StandardCharsets.UTF_8)));
        }
    }

    /** What is typed. */
    public record Tick(String price) {}
}
