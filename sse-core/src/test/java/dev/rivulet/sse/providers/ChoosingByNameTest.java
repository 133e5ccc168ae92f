package dev.rivulet.sse.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which provider is taken where the code or the property names one, and what is said if it cannot be had. */
class ChoosingByNameTest {
    private static final String PROPERTY = "rivulet.transport";
    private static final String UNAVAILABLE = "dev.rivulet.sse.spi.TransportUnavailableException";
    private static final Backend GOOD = Backend.of("Good");
    private static final Backend HOPELESS = Backend.of("Hopeless")
            .priority(9)
            .create("throw new TransportUnavailableException(\"no\\nring\", new java.io.IOException(\"EPERM\"));");
    private static final Backend THROWING =
            Backend.of("Throwing").priority(8).create("throw new IllegalStateException(\"mine\");");

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
        System.clearProperty(PROPERTY);
    }

    @EachPath
    void a_name_that_fails_throws_with_its_cause_and_nothing_else_is_tried(Place place) throws IOException {
        Core core = core(place, GOOD, HOPELESS, THROWING);

        assertThatThrownBy(() -> core.chosen("hopeless"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The transport \"hopeless\" (by name) does not work here:"
                        + " no ring (java.io.IOException: EPERM)")
                .satisfies(failure ->
                        assertThat(failure.getCause().getClass().getName()).isEqualTo(UNAVAILABLE))
                .hasRootCauseInstanceOf(IOException.class);
        assertThatThrownBy(() -> core.chosen("throwing"))
                .hasMessageEndingWith("does not work here: java.lang.IllegalStateException: mine")
                .satisfies(failure ->
                        assertThat(failure.getCause().getClass().getName()).isEqualTo(UNAVAILABLE))
                .hasRootCauseMessage("mine");
    }

    @EachPath
    void a_name_that_is_absent_throws_with_what_there_is_and_what_is_broken(Place place) throws IOException {
        Core core = core(place, GOOD, HOPELESS, Backend.of("Null").name("null"));

        assertThatThrownBy(() -> core.chosen("nil"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("There is no transport \"nil\" (by name). Found: hopeless, good;"
                        + " broken: acme.Null: name() returned null.")
                .hasMessageContaining("dev.rivulet:sse-jdkhttp");
        assertThatThrownBy(() -> core.chosen("Good")).hasMessageStartingWith("There is no transport \"Good\"");
    }

    @EachPath
    void of_two_with_one_name_the_first_that_works_is_taken(Place place) throws IOException {
        Core core = core(
                place,
                Backend.of("First").name("\"twin\"").priority(2).create("throw new IllegalStateException(\"first\");"),
                Backend.of("Second").name("\"twin\"").priority(1));

        assertThat(core.find().names()).containsExactly("twin", "twin");
        assertThat(core.chosen("twin")).isEqualTo("twin");
        assertThat(log.lines())
                .containsExactly("INFO transport twin: chosen by name; not usable: "
                        + "twin: java.lang.IllegalStateException: first");
    }

    @EachPath
    void two_that_fail_and_have_one_name_can_be_distinguished(Place place) throws IOException {
        Core core = core(
                place,
                Backend.of("First").name("\"twin\"").priority(2).create("throw new IllegalStateException(\"one\");"),
                Backend.of("Second").name("\"twin\"").priority(1).create("throw new IllegalStateException(\"two\");"));
        String both = "twin (acme.First): java.lang.IllegalStateException: one; "
                + "twin (acme.Second): java.lang.IllegalStateException: two";

        Throwable byName = catchThrowable(() -> core.chosen("twin"));

        assertThat(byName)
                .hasMessage("The transport \"twin\" (by name) does not work here: " + both)
                .hasRootCauseMessage("one");
        assertThat(byName.getSuppressed())
                .singleElement()
                .satisfies(other -> assertThat(other).hasRootCauseMessage("two"));
        assertThatThrownBy(core::chosen).hasMessageContaining(both);
    }

    @EachPath
    void the_property_chooses_where_the_code_does_not(Place place) throws IOException {
        Core core = core(place, GOOD, Backend.of("Better").priority(5), HOPELESS);
        System.setProperty(PROPERTY, " good\t");

        assertThat(core.chosen()).isEqualTo("good");
        assertThat(core.chosen("better")).isEqualTo("better");
        assertThat(log.lines())
                .containsExactly(
                        "INFO transport good: chosen by -Drivulet.transport", "INFO transport better: chosen by name");
    }

    @EachPath
    void a_property_that_cannot_be_had_is_an_error(Place place) throws IOException {
        Core core = core(place, GOOD, HOPELESS);

        System.setProperty(PROPERTY, "netty");
        assertThatThrownBy(core::chosen)
                .hasMessageStartingWith(
                        "There is no transport \"netty\" (by -Drivulet.transport). Found: hopeless, good");
        System.setProperty(PROPERTY, "hopeless");
        assertThatThrownBy(core::chosen)
                .hasMessageStartingWith(
                        "The transport \"hopeless\" (by -Drivulet.transport) does not work here: no ring")
                .hasRootCauseMessage("EPERM");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t \n"})
    void a_blank_property_is_none(String blank) throws IOException {
        System.setProperty(PROPERTY, blank);

        assertThat(core(Place.CLASS_PATH, GOOD, HOPELESS).chosen()).isEqualTo("good");
    }

    private Core core(Place place, Backend... backends) throws IOException {
        Jar jar = place.jar(folder, backends);
        return new Core(place.together(jar.folder()), null);
    }
}
