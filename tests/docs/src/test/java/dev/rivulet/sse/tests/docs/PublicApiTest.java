package dev.rivulet.sse.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.http3.Http3Transport;
import dev.rivulet.sse.iouring.IoUringProvider;
import dev.rivulet.sse.jdkhttp.JdkHttpTransport;
import dev.rivulet.sse.micrometer.SseMeters;
import dev.rivulet.sse.netty.NettyTransport;
import dev.rivulet.sse.okhttp.OkHttpTransport;
import dev.rivulet.sse.opentelemetry.SseTelemetry;
import dev.rivulet.sse.simd.VectorScannerProvider;
import dev.rivulet.sse.spring.SseStreams;
import dev.rivulet.sse.tck.TransportTck;
import dev.rivulet.sse.tests.support.SourceTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The public API is as the files beside the documentation have it: who changes it sees so, and so do reviewers. */
class PublicApiTest {
    private static final String ACCEPT = "rivulet.api.accept";

    enum Module {
        SSE_CORE,
        SSE_JDKHTTP,
        SSE_NETTY,
        SSE_IOURING,
        SSE_TESTKIT,
        SSE_HTTP3,
        SSE_SIMD,
        SSE_MICROMETER,
        SSE_OPENTELEMETRY,
        SSE_OKHTTP,
        SSE_SPRING;

        String artifact() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }

        Path folder() {
            Path root = SourceTree.root();
            Path integration = root.resolve("integrations").resolve(artifact());
            return Files.exists(integration) ? integration : root.resolve(artifact());
        }

        Path classes() throws Exception {
            Class<?> type = switch (this) {
                case SSE_CORE -> SseClient.class;
                case SSE_JDKHTTP -> JdkHttpTransport.class;
                case SSE_NETTY -> NettyTransport.class;
                case SSE_IOURING -> IoUringProvider.class;
                case SSE_TESTKIT -> TransportTck.class;
                case SSE_HTTP3 -> Http3Transport.class;
                case SSE_SIMD -> VectorScannerProvider.class;
                case SSE_MICROMETER -> SseMeters.class;
                case SSE_OPENTELEMETRY -> SseTelemetry.class;
                case SSE_OKHTTP -> OkHttpTransport.class;
                case SSE_SPRING -> SseStreams.class;
            };
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_public_api_is_the_one_that_was_accepted(Module module) throws Exception {
        List<String> now = PublicApi.of(module.classes());
        Path file = folder().resolve(module.artifact() + ".txt");
        if (Boolean.getBoolean(ACCEPT)) {
            Files.createDirectories(folder());
            Files.write(file, now);
        }
        List<String> accepted = Files.exists(file) ? Files.readAllLines(file) : List.of();
        String gone = difference(accepted, now, "- ");
        String added = difference(now, accepted, "+ ");
        if (!gone.isEmpty() || !added.isEmpty()) {
            fail("the public API of " + module.artifact() + " has changed:\n" + gone + added
                    + (gone.isEmpty()
                            ? "It only grew."
                            : "What is gone or changed breaks users: say so in CHANGELOG.md.")
                    + " To accept it, run this test with -D" + ACCEPT + "=true and commit " + file.getFileName() + ".");
        }
    }

    @Test
    void a_change_of_nullness_a_parameter_or_an_exception_is_a_change() {
        List<String> api = PublicApi.of(sampleClasses());
        assertThat(api).anySatisfy(line -> assertThat(line).endsWith("java.lang.String? first(java.lang.String)"));
        assertThat(api)
                .anySatisfy(line -> assertThat(line)
                        .contains("abstract dev.rivulet.sse.spi.Transport create(dev.rivulet.sse.spi.TransportConfig)"
                                + " throws dev.rivulet.sse.spi.TransportUnavailableException"));
        assertThat(api).noneSatisfy(line -> assertThat(line).contains(".internal."));
    }

    private static Path sampleClasses() {
        try {
            return Module.SSE_CORE.classes();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String difference(List<String> from, List<String> without, String mark) {
        return from.stream()
                .filter(line -> !without.contains(line))
                .map(line -> mark + line + "\n")
                .collect(Collectors.joining());
    }

    private static Path folder() {
        return SourceTree.root().resolve("docs/api");
    }
}
