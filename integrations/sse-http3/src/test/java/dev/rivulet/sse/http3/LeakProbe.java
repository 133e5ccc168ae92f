package dev.rivulet.sse.http3;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.tests.support.Recording;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Ends streams in many ways, then lets the collector find buffers that were not released. For {@link LeakTest}. */
final class LeakProbe {
    private static final ConcurrentLinkedQueue<String> LOST = new ConcurrentLinkedQueue<>();
    private static final String ON_PURPOSE = "lost on purpose";
    private static final byte[] LARGE = new byte[100_000];

    private LeakProbe() {}

    public static void main(String[] args) throws Exception {
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new Factory()); // before any buffer is made
        for (int round = 0; round < 3; round++) {
            endInEachWay();
        }
        collect();
        LOST.removeIf(report -> report.contains(ON_PURPOSE));
        System.out.println("lost besides: " + LOST);
    }

    private static void endInEachWay() throws Exception {
        try (var server = ScriptedServer.startHttp3(Opened.KEY);
                var transport = Opened.transport().build()) {
            server.otherwise(request -> switch (request.target()) {
                case "/flood" -> Response.stream().repeat(100, LARGE);
                case "/broken" -> Response.stream().chunk("a").send("\0\40cut off");
                case "/reset" -> Response.stream().chunk(LARGE).resetStream(0x102);
                case "/head" ->
                    Response.stream().header("Large", "x".repeat(100_000)).chunk("a");
                default -> Response.stream().chunk(LARGE);
            });
            Opened.get(transport, server.uri("/whole")).readBody();
            Opened.get(transport, server.uri("/whole")).cancel();
            Opened.get(transport, server.uri("/broken")).readAll().awaitFailed(Phase.BODY);
            Opened.get(transport, server.uri("/reset")).readAll().awaitFailed(Phase.BODY);
            Opened.get(transport, server.uri("/head")).awaitFailed(Phase.HEAD);
            Opened.open(transport, new Recording(), "POST", server.uri("/whole"), LARGE)
                    .readBody();
            Opened.open(transport, new Recording(), "POST", server.uri("/whole"), LARGE)
                    .cancel();
            Recording held = Opened.get(transport, server.uri("/flood"));
            held.awaitHead();
            held.cancel();
            Recording read = Opened.get(transport, server.uri("/flood"));
            read.readBytes(1);
            read.cancel();
            Opened.get(transport, server.uri("/flood")).readBytes(1); // ended by the transport's end
        }
    }

    /** Until a buffer that is lost now is noticed, and then once more. */
    private static void collect() throws InterruptedException {
        lose();
        for (int more = 0, tries = 0; more < 3 && tries < 2_000; tries++) {
            System.gc();
            Thread.sleep(20);
            PooledByteBufAllocator.DEFAULT.directBuffer().release(); // reports what was found
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
