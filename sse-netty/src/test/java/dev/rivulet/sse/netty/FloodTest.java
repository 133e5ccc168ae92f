package dev.rivulet.sse.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.http2.Frame;
import dev.rivulet.sse.tests.support.Recording;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodec;
import java.net.ProtocolException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers that send HTTP/2 frames which no window bounds: what they can make us keep, or do, has an end. */
@Timeout(600)
class FloodTest {
    private static final byte[] NOTHING = {};

    // The ids that Netty gives a connection's streams.
    private static final int PAUSED = 3;
    private static final int ENDED = 5;

    /** What such a server sends, and what the failure says of it. */
    enum Flood {
        EMPTY_DATA("empty DATA", new Frame(Frame.DATA, 0, PAUSED, NOTHING)),
        PADDING("empty DATA", new Frame(Frame.DATA, Frame.PADDED, PAUSED, new byte[1])),
        UNKNOWN("of unknown type 66", new Frame(0x42, 0, PAUSED, NOTHING)),
        LARGE_UNKNOWN("of unknown type 66", new Frame(0x42, 0, PAUSED, new byte[8_192])),
        UNKNOWN_OF_THE_CONNECTION("of unknown type 66", new Frame(0x42, 0, 0, NOTHING)),
        PRIORITY("PRIORITY", new Frame(Frame.PRIORITY, 0, PAUSED, new byte[5])),
        PRIORITY_OF_STREAMS_TO_COME("PRIORITY", new Frame(Frame.PRIORITY, 0, 4_711, new byte[5])),
        BROKEN_PRIORITY("broken", new Frame(Frame.PRIORITY, 0, ENDED, new byte[] {0, 0, 0, ENDED, 0})),
        PING("PING", new Frame(Frame.PING, 0, 0, new byte[8])),
        ANSWER_TO_PING("PING", new Frame(Frame.PING, Frame.ACK, 0, new byte[8])),
        SETTINGS("SETTINGS", Frame.of(Frame.SETTINGS, 0, 0)),
        ANSWER_TO_SETTINGS("SETTINGS", Frame.of(Frame.SETTINGS, Frame.ACK, 0)),
        WINDOW_UPDATE("WINDOW_UPDATE", Frame.of(Frame.WINDOW_UPDATE, 0, PAUSED, 1)),
        WINDOW_UPDATE_OF_THE_CONNECTION("WINDOW_UPDATE", Frame.of(Frame.WINDOW_UPDATE, 0, 0, 1)),
        EMPTY_WINDOW_UPDATE("broken", Frame.of(Frame.WINDOW_UPDATE, 0, ENDED, 0)),
        RESET("RST_STREAM", Frame.of(Frame.RST_STREAM, 0, ENDED, 8)),
        GOAWAY("GOAWAY", Frame.of(Frame.GOAWAY, 0, 0, ENDED, 0)),
        DATA_AFTER_THE_END("DATA to a stream that has ended", new Frame(Frame.DATA, 0, ENDED, new byte[1])),
        END_AFTER_THE_END("DATA to a stream that has ended", new Frame(Frame.DATA, Frame.END_STREAM, ENDED, NOTHING)),
        HEADERS_AFTER_THE_END("HEADERS", new Frame(Frame.HEADERS, Frame.END_HEADERS, ENDED, new byte[] {(byte) 0x88}));

        private final String reported;
        private final Frame frame;

        Flood(String reported, Frame frame) {
            this.reported = reported;
            this.frame = frame;
        }

        private boolean isAnswered() {
            return this == PING || this == SETTINGS;
        }
    }

    @ParameterizedTest
    @EnumSource
    void it_ends_the_connection_and_is_called_by_its_name(Flood flood) throws Exception {
        var bytes = new CompletableFuture<Long>();
        var goAway = new CompletableFuture<Integer>();
        try (var server = HostileServer.start(peer -> {
                    peer.reading();
                    peer.open(peer.request());
                    peer.headers(peer.request(), true);
                    bytes.complete(peer.flood(flood.frame));
                    goAway.complete(peer.goAway.get());
                });
                var transport = Setup.built(NettyTransport.builder().http2PriorKnowledge(true))) {
            Recording paused = Setup.get(transport, server.uri());
            paused.readBytes(Setup.EVENT_BYTES);
            assertThat(Setup.get(transport, server.uri()).readBody()).isEmpty();

            Throwable cause = paused.awaitFailed(Phase.BODY);

            assertThat(cause)
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageContainingAll("the server floods the connection", flood.reported);
            assertThat(bytes.get(60, TimeUnit.SECONDS)).isLessThan(32L << 20);
            if (!flood.isAnswered()) { // else the answers that wait to be sent are in front of it
                assertThat(goAway.get(60, TimeUnit.SECONDS)).isEqualTo((int) Http2Error.ENHANCE_YOUR_CALM.code());
            }
        }
    }

    /** What a lively server may do within a second. */
    @Test
    void a_burst_of_each_is_harmless() throws Exception {
        try (var server = HostileServer.start(peer -> {
                    int stream = peer.reading().open(peer.request());
                    peer.headers(peer.request(), true);
                    for (Flood each : Flood.values()) {
                        boolean ends = each == Flood.GOAWAY || each == Flood.LARGE_UNKNOWN;
                        peer.times(ends ? 1 : each.reported.equals("broken") ? 10 : 400, each.frame);
                    }
                    peer.data(stream, "data: b\n\n", Frame.END_STREAM);
                });
                var transport = Setup.built(NettyTransport.builder().http2PriorKnowledge(true))) {
            Recording paused = Setup.get(transport, server.uri());
            paused.readBytes(Setup.EVENT_BYTES);
            assertThat(Setup.get(transport, server.uri()).readBody()).isEmpty();
            assertThat(paused.readBody()).isEqualTo("data: a\n\ndata: b\n\n");
        }
    }

    @Test
    void a_server_that_reads_none_of_the_answers_it_asks_for_is_given_up() throws Exception {
        var bytes = new CompletableFuture<Long>();
        try (var server = HostileServer.start(peer -> {
                    int stream = peer.open(peer.readRequest());
                    Frame data = new Frame(Frame.DATA, 0, stream, new byte[1]);
                    bytes.complete(peer.flood(data, new Frame(Frame.PING, 0, 0, new byte[8])));
                });
                var transport = Setup.built(
                        NettyTransport.builder().http2PriorKnowledge(true).option(ChannelOption.SO_SNDBUF, 4_096))) {
            Recording reading = Setup.get(transport, server.uri());
            reading.inside("burstEnd", reading::read);
            reading.read();

            assertThat(reading.awaitFailed(Phase.BODY))
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageContaining("the server does not read");
            assertThat(bytes.get(60, TimeUnit.SECONDS)).isLessThan(16L << 20);
        }
    }

    /** As those do that answer each part of a request's body with an update of both windows. */
    @Test
    void many_window_updates_for_an_upload_are_no_flood() throws Exception {
        byte[] body = new byte[4 << 20];
        try (var server = HostileServer.start(peer -> {
                    int stream = peer.updatingWindowsBy(512).reading().request();
                    if (peer.awaitBody()) {
                        peer.headers(stream, true);
                    }
                });
                var transport = Setup.built(NettyTransport.builder().http2PriorKnowledge(true))) {
            assertThat(Setup.post(transport, server.uri(), body).readBody()).isEmpty();
        }
    }

    /** What breaks the rules at once, and how that is reported. */
    enum Breach {
        /** 1xx without end. */
        INTERIM("HEADERS", new Frame(Frame.HEADERS, Frame.END_HEADERS, 3, new byte[] {8, 3, '1', '0', '3'})),
        CONTINUATION(
                "continuation",
                new Frame(Frame.HEADERS, 0, 3, NOTHING),
                new Frame(Frame.CONTINUATION, 0, 3, new byte[1]),
                20),
        LARGE_CONTINUATION(
                "Header size exceeded",
                new Frame(Frame.HEADERS, 0, 3, NOTHING),
                new Frame(Frame.CONTINUATION, 0, 3, new byte[16_384]),
                60),
        PUSH("pushes", new Frame(Frame.PUSH_PROMISE, Frame.END_HEADERS, 3, new byte[] {
            0, 0, 0, 2, (byte) 0x82, (byte) 0x84, (byte) 0x86
        })),
        STREAM_OF_ITS_OWN("pushes", new Frame(Frame.HEADERS, Frame.END_HEADERS, 2, new byte[] {(byte) 0x88}));

        private final String reported;
        private final Frame first;
        private final Frame next;
        private final int times;

        Breach(String reported, Frame each) {
            this(reported, each, each, FrameBudget.MOST + 1_000);
        }

        Breach(String reported, Frame first, Frame next, int times) {
            this.reported = reported;
            this.first = first;
            this.next = next;
            this.times = times;
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_breach_before_the_head_fails_there(Breach breach) throws Exception {
        try (var server = HostileServer.start(peer -> {
                    peer.reading().request();
                    peer.write(breach.first);
                    peer.times(breach.times, breach.next);
                });
                var transport = Setup.built(NettyTransport.builder().http2PriorKnowledge(true))) {
            assertThat(Setup.get(transport, server.uri()).awaitFailed(Phase.HEAD))
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageContaining(breach.reported);
        }
    }

    @Test
    void interim_responses_without_end_are_given_up_on_http11_too() {
        String interim = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n";
        try (var setup = Setup.plain(
                NettyTransport.builder(), Response.raw(interim.repeat(1_001)).hang())) {
            assertThat(setup.get().awaitFailed(Phase.HEAD))
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageContaining("interim");
            setup.server.awaitDisconnect(1);
        }
    }

    /** Each was an object, and held the buffer that it came in. */
    @Test
    void a_paused_stream_holds_the_bytes_of_tiny_frames_and_little_more() throws Exception {
        int count = 200_000;
        var all = new CompletableFuture<Void>();
        try (var server = HostileServer.start(peer -> {
                    int stream = peer.reading().open(peer.request());
                    for (int i = 0; i < count / 1_000; i++) {
                        peer.times(1_000, new Frame(Frame.DATA, 0, stream, new byte[] {'x'}));
                    }
                    peer.data(stream, "", Frame.END_STREAM);
                    peer.ping();
                    all.complete(null);
                });
                var transport = Setup.built(NettyTransport.builder().http2PriorKnowledge(true))) {
            Recording paused = Setup.get(transport, server.uri());
            paused.readBytes(Setup.EVENT_BYTES);
            long before = used();
            all.get(60, TimeUnit.SECONDS);
            // what others leave behind goes at one of the next collections
            await().untilAsserted(() -> assertThat(used() - before).isLessThan(8L << 20));
            assertThat(paused.readBody()).isEqualTo("data: a\n\n" + "x".repeat(count));
        }
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void a_server_that_allows_a_large_header_table_does_not_make_ours_grow() throws Exception {
        EventLoops loops = OwnLoops.nio(1);
        var watch = new ChannelWatch(loops.group());
        try (var server = HostileServer.start(peer -> {
                    int stream = peer.reading().request();
                    peer.write(new Frame(Frame.SETTINGS, 0, 0, new byte[] {0, 1, 127, -1, -1, -1}));
                    peer.headers(stream, true);
                });
                var transport = Setup.built(NettyTransport.builder()
                        .http2PriorKnowledge(true)
                        .eventLoops(watch.group, NioSocketChannel.class))) {
            Setup.get(transport, server.uri()).readBody();
            var codec = watch.channels.get(0).pipeline().get(Http2FrameCodec.class);
            assertThat(codec.encoder().configuration().headersConfiguration().maxHeaderTableSize())
                    .isEqualTo(4_096);
        } finally {
            loops.close();
        }
    }
}
