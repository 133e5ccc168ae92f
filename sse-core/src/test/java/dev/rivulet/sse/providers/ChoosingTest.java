package dev.rivulet.sse.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which provider is chosen where none is named, and what is logged about it. */
class ChoosingTest {
    private static final Backend GOOD = Backend.of("Good");
    private static final Backend HOPELESS = Backend.of("Hopeless")
            .priority(9)
            .create("throw new TransportUnavailableException(\"no\\nring\", new java.io.IOException(\"EPERM\"));");
    private static final Backend THROWING =
            Backend.of("Throwing").priority(8).create("throw new IllegalStateException(\"mine\");");
    private static final Backend UNLINKED =
            Backend.of("Unlinked").priority(7).create("Library.init(); return new Line();");
    private static final Backend NOTHING = Backend.of("Nothing").priority(6).create("return null;");
    private static final Backend CHECKED =
            Backend.of("Checked").priority(5).create("throw sneaky(new java.io.IOException(\"undeclared\"));");
    private static final Backend OTHERWISE =
            Backend.of("Otherwise").priority(4).create("throw new java.util.ServiceConfigurationError(\"its own\");");
    private static final Backend[] ALL_BAD = {HOPELESS, THROWING, UNLINKED, NOTHING, CHECKED, OTHERWISE};
    private static final Backend[] LAST_GOOD = {GOOD, HOPELESS, THROWING, UNLINKED, NOTHING, CHECKED, OTHERWISE};

    @TempDir
    Path folder;

    private LogLines log;

    @BeforeEach
    void listen() throws ReflectiveOperationException {
        log = new LogLines();
    }

    @AfterEach
    void put_back() throws ReflectiveOperationException {
        log.close();
    }

    @EachPath
    void whatever_create_throws_the_next_one_is_tried_and_the_log_says_why(Place place) throws IOException {
        assertThat(core(place, LAST_GOOD).chosen()).isEqualTo("good");

        assertThat(log.lines())
                .containsExactly("INFO transport good: the highest priority (0) of those that work; not usable: "
                        + "hopeless: no ring (java.io.IOException: EPERM); "
                        + "throwing: java.lang.IllegalStateException: mine; "
                        + "unlinked: java.lang.NoClassDefFoundError: acme/Library; "
                        + "nothing: acme.Nothing.create returned null; "
                        + "checked: java.io.IOException: undeclared; "
                        + "otherwise: java.util.ServiceConfigurationError: its own");
    }

    @EachPath
    void the_log_names_those_that_were_not_needed(Place place) throws IOException {
        core(place, GOOD, Backend.of("Low").priority(-1), Backend.of("Lower").priority(-2), THROWING)
                .chosen();

        assertThat(log.lines())
                .containsExactly("INFO transport good: the highest priority (0) of those that work;"
                        + " not tried: low, lower; not usable: throwing: java.lang.IllegalStateException: mine");
    }

    @EachPath
    void where_none_works_the_error_lists_each_and_keeps_what_was_thrown(Place place) throws IOException {
        Core core = core(place, ALL_BAD);

        Throwable failure = catchThrowable(core::chosen);

        assertThat(failure)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("No transport works here: hopeless: no ring (java.io.IOException: EPERM); ")
                .hasMessageContainingAll(
                        "throwing: java.lang.IllegalStateException: mine",
                        "unlinked: java.lang.NoClassDefFoundError: acme/Library",
                        "nothing: ",
                        "checked: ",
                        "otherwise: ",
                        "dev.rivulet:sse-jdkhttp")
                .hasRootCauseMessage("EPERM");
        assertThat(failure.getSuppressed()).hasSize(ALL_BAD.length - 1);
        assertThat(log.lines()).isEmpty();
    }

    @EachPath
    void the_error_lists_what_could_not_even_be_made(Place place) throws IOException {
        Core core = core(place, Backend.of("Bad").constructor("throw new IllegalStateException(\"out of order\");"));

        assertThatThrownBy(core::chosen)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("No transport works here: ")
                .hasMessageContainingAll("acme.Bad", "out of order", "dev.rivulet:sse-jdkhttp");
    }

    @EachPath
    void where_there_is_none_the_error_says_what_to_add_and_where_to_name_ones_own(Place place) throws IOException {
        assertThatThrownBy(core(place)::chosen)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(
                        "No transport was found",
                        "dev.rivulet:sse-jdkhttp",
                        "META-INF/services/dev.rivulet.sse.spi.TransportProvider",
                        "module-info");
    }

    @EachPath
    void what_means_that_the_jvm_is_failing_is_passed_on(Place place) throws IOException {
        Core core = core(place, GOOD, Backend.of("Full").priority(1).create("throw new OutOfMemoryError(\"full\");"));

        assertThatThrownBy(core::chosen).isInstanceOf(OutOfMemoryError.class).hasMessage("full");
    }

    @Test
    void a_priority_is_logged_as_it_is_written() throws IOException {
        core(Place.CLASS_PATH, Backend.of("Great").priority(12345)).chosen();

        assertThat(log.lines()).singleElement().asString().contains("(12345)");
    }

    private Core core(Place place, Backend... backends) throws IOException {
        Jar jar = place.jar(folder, backends).without("Library");
        return new Core(place.together(jar.folder()), null);
    }
}
