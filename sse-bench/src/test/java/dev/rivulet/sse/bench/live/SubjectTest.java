package dev.rivulet.sse.bench.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.sse.bench.results.Role;
import dev.rivulet.sse.spi.TransportUnavailableException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubjectTest {
    @Test
    void a_key_gives_the_same_subject_in_another_jvm() {
        for (Subject subject : LivePlan.of("--transport", "mine").subjects()) {
            assertThat(Subject.of(subject.key())).isEqualTo(subject);
        }
    }

    @Test
    void a_version_of_http_and_the_servers_key_are_the_same_in_another_jvm() {
        for (var version : OverTls.Version.values()) {
            var subject = new OverTls(version, new TlsKey(Path.of("folder", "key.p12")));
            assertThat(Subject.of(subject.key())).isEqualTo(subject);
        }
    }

    @Test
    void a_transport_stands_beside_the_others_inline_and_by_default() {
        assertThat(LivePlan.of("--transport", "mine").subjects())
                .extracting(Subject::toString)
                .contains("rivulet netty", "okhttp-sse")
                .endsWith("rivulet mine, inline", "rivulet mine");
    }

    @Test
    void entries_are_picked_by_their_names() {
        assertThat(LivePlan.of("--entry", "netty-codec", "--entry", "spring").subjects())
                .containsExactly(LiveEntry.NETTY_CODEC, LiveEntry.SPRING);
    }

    @Test
    void ours_differ_from_limits_and_peers() {
        assertThat(LiveEntry.SOCKET.role()).isEqualTo(Role.LIMIT);
        assertThat(LiveEntry.NETTY.role()).isEqualTo(Role.OURS);
        assertThat(LiveEntry.SPRING.role()).isEqualTo(Role.PEER);
        assertThat(new NamedTransport("mine", true).role()).isEqualTo(Role.OURS);
    }

    @Test
    void a_transport_that_is_not_there_is_refused_with_those_that_are() {
        assertThatThrownBy(() -> NamedTransport.open("mine"))
                .isInstanceOf(TransportUnavailableException.class)
                .hasMessageContaining("no transport mine")
                .hasMessageContaining("jdkhttp");
    }

    @Test
    void a_plugin_that_is_not_there_is_refused(@TempDir Path folder) {
        assertThatThrownBy(
                        () -> LivePlan.of("--plugin", folder.resolve("mine.jar").toString()))
                .hasMessageContaining("mine.jar");
    }
}
