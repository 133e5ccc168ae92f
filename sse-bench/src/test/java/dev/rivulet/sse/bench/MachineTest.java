package dev.rivulet.sse.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MachineTest {
    @Test
    void a_command_is_shown_without_the_folders_of_this_machine() {
        assertThat(
                        Machine.withoutFolders(
                                "/opt/jdk/bin/java -Dfolder=/home/me/corpora -cp /home/me/a.jar:/home/me/b.jar Main --flood tokens/1"))
                .isEqualTo("java -Dfolder=corpora -cp a.jar:b.jar Main --flood tokens/1");
    }
}
