package dev.rivulet.sse.spring.boot4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.DefaultResourceLoader;

/** The application of the README. */
@Timeout(240)
@ExtendWith(OutputCaptureExtension.class)
class ReadmeTest {
    private static final String APPLICATION = """
            package com.example.demo;

            @org.springframework.boot.autoconfigure.SpringBootApplication
            public class DemoApplication {}
            """;

    @AutoClose
    private final ScriptedServer server = ScriptedServer.start();

    @TempDir
    Path folder;

    @Test
    void it_prints_what_the_stream_brings(CapturedOutput output) throws Exception {
        server.otherwise(
                request -> Response.stream().chunk("data: the price is 7\n\n").hang());
        compile("DemoApplication", APPLICATION);
        compile("Prices", block("java"));
        Files.writeString(
                folder.resolve("application.properties"),
                block("properties")
                        .replace("https://example.com", server.uri("").toString()));
        try (var loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            Class<?> main = loader.loadClass("com.example.demo.DemoApplication");
            var application = new SpringApplication(new DefaultResourceLoader(loader), main);
            try (var running = application.run()) {
                await().atMost(Duration.ofMinutes(2))
                        .until(() -> output.getOut().contains("the price is 7"));
                assertThat(running.isRunning()).isTrue();
            }
        }
    }

    private void compile(String name, String code) throws Exception {
        Path file = Files.createDirectories(folder.resolve("src")).resolve(name + ".java");
        Files.writeString(file, code);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options =
                List.of("-d", folder.toString(), "-proc:none", "-cp", System.getProperty("java.class.path"));
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            assertThat(compiler.getTask(null, files, null, options, null, files.getJavaFileObjects(file))
                            .call())
                    .isTrue();
        }
    }

    private static String block(String language) throws Exception {
        String text = Files.readString(Path.of("README.md"));
        Matcher block =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(text);
        assertThat(block.find()).isTrue();
        return block.group(1);
    }
}
