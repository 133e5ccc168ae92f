package dev.rivulet.examples.wikimedia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OptionsTest {
    @Test
    void without_options_the_mock_server_is_used() {
        assertThat(Options.parse().uri()).isNull();
    }

    @Test
    void the_real_server_is_used_with_a_contact_and_a_database_of_its_own() {
        Options options = Options.parse("--real", "me@example.com");

        assertThat(options.uri()).isEqualTo(RecentChanges.WIKIMEDIA);
        assertThat(options.contact()).isEqualTo("me@example.com");
        assertThat(options.database()).isEqualTo(Path.of("target/wikimedia.db"));
    }

    @Test
    void what_is_wrong_is_said() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse("--real", "me"))
                .withMessageStartingWith("--real needs your e-mail address")
                .withMessageContaining("usage: run ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse("--real"))
                .withMessageStartingWith("--real needs a value; usage: run ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse("--fast", "1"))
                .withMessageStartingWith("there is no option --fast; ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse("--stop-after", "x"))
                .withMessageStartingWith("--stop-after needs a number, not x; ");
    }
}
