package dev.rivulet.sse.netty;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportRequest;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.tests.support.Recording;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;

/** Ends streams in many ways, then lets the collector find buffers that were not released. For {@link LeakTest}. */
final class LeakProbe {
    private static final ConcurrentLinkedQueue<String> LOST = new ConcurrentLinkedQueue<>();
    private static final String ON_PURPOSE = "lost on purpose";
    private static final byte[] LARGE = new byte[100_000];

    private final List<Recording> streams = new ArrayList<>();

    private LeakProbe() {}

    public static void main(String[] args) throws Exception {
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new Factory()); // before any buffer is made
        var probe = new LeakProbe();
        probe.lane(ScriptedServer::start, LeakProbe::plain);
        probe.lane(() -> ScriptedServer.start(Setup.CERTIFICATE.server()), LeakProbe::tls);
        probe.lane(() -> ScriptedServer.startHttp2(Setup.CERTIFICATE.server()), LeakProbe::tls);
        if (OpenSsl.isAvailable()) {
            probe.lane(() -> ScriptedServer.start(Setup.CERTIFICATE.server()), LeakProbe::openSsl);
        }
        long whole = probe.streams.stream()
                .filter(each -> each.calls().contains("end"))
                .count();
        System.out.println(probe.streams.size() + " streams of which " + whole + " ended normally");
        collect();
        LOST.removeIf(report -> report.contains(ON_PURPOSE));
        System.out.println("lost besides: " + LOST);
    }

    private void lane(Supplier<ScriptedServer> servers, Supplier<NettyTransportBuilder> builders) {
        try (var server = servers.get().otherwise(request -> answer(request.target()))) {
            for (int round = 0; round < 2; round++) {
                try (var transport = Setup.built(builders.get())) {
                    for (int i = 0; i < 2; i++) {
                        endInEachWay(transport, server);
                    }
                    leaveOpen(transport, server); // for the transport's end
                }
            }
            server.awaitNoConnections();
        }
    }

    private static Response answer(String target) {
        return switch (target) {
            case "/flood" -> Response.stream().repeat(1_000, LARGE);
            case "/silent" -> Response.noAnswer();
            case "/event" -> Setup.EVENT;
            case "/cut" -> Response.stream().chunk(LARGE).chunk("data: a\n\n").cut();
            case "/reset" -> Response.stream().chunk(LARGE).reset();
            case "/broken" -> Response.stream().chunk("data: a\n\n").send("\0\0\0\7\0\0\0\0no frame and no chunk\r\n");
            case "/head" ->
                Response.stream().header("Large", "x".repeat(100_000)).chunk("a");
            default -> Response.stream().chunk("data: a\n\n").chunk(LARGE);
        };
    }

    /** A stream for each way to end. */
    private void endInEachWay(Transport transport, ScriptedServer server) {
        get(transport, server, "/whole").readBody();
        get(transport, server, "/whole").cancel();
        get(transport, server, "/silent").cancel();
        cancelAfter(get(transport, server, "/flood"), Recording::awaitHead);
        cancelAfter(get(transport, server, "/flood"), stream -> stream.readBytes(1));
        cancelAfter(get(transport, server, "/flood"), stream -> {
            stream.readBytes(LARGE.length);
            stream.read();
        });
        cancelAfter(get(transport, server, "/event"), stream -> {
            stream.readBytes(Setup.EVENT_BYTES);
            stream.read();
        });
        cancelAfter(get(transport, server, "/whole"), Recording::awaitHead);
        cancelInside("head", transport, server);
        cancelInside("bytes", transport, server);
        cancelInside("burstEnd", transport, server);
        for (String fault : new String[] {"/cut", "/reset", "/broken", "/head"}) {
            cancelAfter(get(transport, server, fault), stream -> Setup.passes(Duration.ofMillis(2)));
            readToTheEnd(get(transport, server, fault));
        }
        post(transport, server).cancel();
        post(transport, server).readBody();
    }

    private void leaveOpen(Transport transport, ScriptedServer server) {
        get(transport, server, "/flood").readBytes(1);
        get(transport, server, "/flood").awaitHead();
        get(transport, server, "/flood");
        get(transport, server, "/whole").awaitHead();
        get(transport, server, "/silent");
        post(transport, server);
    }

    private Recording get(Transport transport, ScriptedServer server, String path) {
        var recording = new Recording();
        streams.add(recording);
        return Setup.get(transport, server.uri(path), recording);
    }

    private Recording post(Transport transport, ScriptedServer server) {
        var recording = new Recording();
        streams.add(recording);
        var request = new TransportRequest(
                "POST", server.uri("/whole"), Headers.none(), LARGE, Duration.ofSeconds(60), 65_536);
        recording.exchange.complete(transport.open(request, recording));
        return recording;
    }

    private static void cancelAfter(Recording stream, Consumer<Recording> what) {
        what.accept(stream);
        stream.cancel();
    }

    private void cancelInside(String callback, Transport transport, ScriptedServer server) {
        var recording = new Recording();
        streams.add(recording);
        Setup.get(transport, server.uri("/flood"), recording.inside(callback, recording::cancel));
        recording.read();
        recording.awaitHead();
    }

    private static void readToTheEnd(Recording stream) {
        try {
            stream.readBody();
        } catch (AssertionError failed) {
            // as it should, each in its way
        }
    }

    /** Until a buffer that is lost now is noticed, and then once more. */
    private static void collect() throws InterruptedException {
        lose();
        for (int more = 0, tries = 0; more < 3 && tries < 2_000; tries++) {
            System.gc();
            Thread.sleep(20);
            PooledByteBufAllocator.DEFAULT.directBuffer().release(); // reports what was found
            PooledByteBufAllocator.DEFAULT.heapBuffer().release();
            more += LOST.stream().anyMatch(report -> report.contains(ON_PURPOSE)) ? 1 : 0;
        }
        System.out.println(
                LOST.stream().anyMatch(report -> report.contains(ON_PURPOSE))
                        ? "noticed the one that was " + ON_PURPOSE
                        : "noticed nothing");
    }

    private static void lose() {
        ByteBuf lost = PooledByteBufAllocator.DEFAULT.directBuffer();
        lost.touch(ON_PURPOSE);
    }

    private static NettyTransportBuilder plain() {
        return NettyTransport.builder();
    }

    private static NettyTransportBuilder tls() {
        return NettyTransport.builder().config(Setup.trusting(Setup.CERTIFICATE));
    }

    private static NettyTransportBuilder openSsl() {
        try {
            return NettyTransport.builder()
                    .config(TransportConfig.defaults())
                    .sslContext(SslContextBuilder.forClient()
                            .sslProvider(SslProvider.OPENSSL)
                            .trustManager(InsecureTrustManagerFactory.INSTANCE)
                            .endpointIdentificationAlgorithm(null)
                            .build());
        } catch (SSLException e) {
            throw new AssertionError(e);
        }
    }

    private static final class Factory extends ResourceLeakDetectorFactory {
        @Override
        @SuppressWarnings("deprecation") // abstract all the same
        public <T> ResourceLeakDetector<T> newResourceLeakDetector(
                Class<T> resource, int samplingInterval, long maxActive) {
            return new Collecting<>(resource, samplingInterval);
        }
    }

    private static final class Collecting<T> extends ResourceLeakDetector<T> {
        Collecting(Class<T> resource, int samplingInterval) {
            super(resource, samplingInterval);
        }

        @Override
        protected boolean needReport() {
            return true;
        }

        @Override
        protected void reportTracedLeak(String resourceType, String records) {
            LOST.add(resourceType + ": " + records);
        }

        @Override
        protected void reportUntracedLeak(String resourceType) {
            LOST.add(resourceType);
        }
    }
}
