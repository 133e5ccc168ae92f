package dev.rivulet.sse.netty;

import dev.rivulet.sse.spi.TransportConfig;
import io.netty.channel.ChannelOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a transport. They never change.
 *
 * @param options of each TCP channel, beside those of the transport's own
 * @param unix null for TCP
 * @param pingInterval null for no PING
 */
record TransportSettings(
        TransportConfig config,
        Map<ChannelOption<?>, Object> options,
        @Nullable Path unix,
        boolean http2PriorKnowledge,
        @Nullable Duration pingInterval,
        Duration keepIdle) {}
