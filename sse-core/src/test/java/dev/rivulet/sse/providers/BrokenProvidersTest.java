package dev.rivulet.sse.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One broken provider never hides the others, and is listed with what is wrong with it. */
class BrokenProvidersTest {
    private static final Backend GOOD = Backend.of("Good");
    private static final Backend LAST = Backend.of("Last");

    @TempDir
    Path folder;

    @EachPath
    void a_constructor_that_throws(Place place) throws Exception {
        Backend bad = Backend.of("Bad").constructor("throw new IllegalStateException(\"out of order\");");

        assertThat(found(place, place.jar(folder, GOOD, bad, LAST)).broken())
                .singleElement()
                .asString()
                .contains("acme.Bad", "java.lang.IllegalStateException: out of order");
    }

    @EachPath
    void a_constructor_that_misses_a_class(Place place) throws Exception {
        Backend bad = Backend.of("Bad").constructor("Library.init();");

        assertThat(found(place, place.jar(folder, GOOD, bad, LAST).without("Library"))
                        .broken())
                .singleElement()
                .asString()
                .contains("acme.Bad", "NoClassDefFoundError: acme/Library")
                .doesNotContain("ClassNotFoundException");
    }

    @EachPath
    void a_superclass_that_is_missing(Place place) throws Exception {
        Backend bad = Backend.of("Bad").extending("Library");

        assertThat(found(place, place.jar(folder, GOOD, bad, LAST).without("Library"))
                        .broken())
                .singleElement()
                .asString()
                .contains("NoClassDefFoundError: acme/Library");
    }

    @EachPath
    void a_class_that_is_named_and_not_there(Place place) throws Exception {
        assertThat(found(
                                place,
                                place.jar(folder, GOOD, Backend.of("Gone"), LAST)
                                        .without("Gone"))
                        .broken())
                .singleElement()
                .isEqualTo("Provider acme.Gone not found");
    }

    @EachPath
    void a_name_that_is_not_a_word(Place place) throws Exception {
        Jar jar = place.jar(
                folder,
                GOOD,
                Backend.of("Null").name("null"),
                Backend.of("Empty").name("\"\""),
                Backend.of("Blank").name("\" \\t\""),
                Backend.of("Two").name("\"two words\""),
                LAST);

        assertThat(found(place, jar).broken())
                .containsExactlyInAnyOrder(
                        "acme.Null: name() returned null",
                        "acme.Empty: name() must be a word: \"\"",
                        "acme.Blank: name() must be a word: \" \t\"",
                        "acme.Two: name() must be a word: \"two words\"");
    }

    @EachPath
    void whatever_is_thrown_is_reported_in_one_line(Place place) throws Exception {
        Jar jar = place.jar(
                folder,
                GOOD,
                Backend.of("Error").name("sneaky(new AssertionError(\"one\\n  two\")).toString()"),
                Backend.of("Checked")
                        .name("Checked.<RuntimeException>sneaky(new java.io.IOException(\"io\")).toString()"),
                LAST);

        assertThat(found(place, jar).broken())
                .containsExactlyInAnyOrder(
                        "acme.Error: java.lang.AssertionError: one two", "acme.Checked: java.io.IOException: io");
    }

    @Test
    void a_file_of_services_that_cannot_be_read_hides_no_other_file() throws Exception {
        Path good = Files.createDirectories(folder.resolve("good"));
        Path bad = Files.createDirectories(folder.resolve("bad"));
        Jar.plain(good, GOOD);
        Files.createDirectories(bad.resolve("META-INF/services"));
        new Jar(bad).services("no provider, but a sentence");
        ClassLoader loader = Place.loader(ClassLoader.getPlatformClassLoader(), Jar.CORE, bad, good);

        Core.Found found = new Core(loader, null).find();

        assertThat(found.names()).containsExactly("good");
        assertThat(found.broken())
                .singleElement()
                .asString()
                .contains("Illegal configuration-file syntax", bad.toString());
    }

    @Test
    void a_class_that_is_no_provider_is_reported() throws Exception {
        Jar.plain(folder, GOOD).services("acme.Library\nacme.Good");
        ClassLoader loader = Place.CLASS_PATH.together(folder);

        Core.Found found = new Core(loader, null).find();

        assertThat(found.names()).containsExactly("good");
        assertThat(found.broken()).containsExactly("acme.Library not a subtype");
    }

    @Test
    void a_class_loader_that_can_list_nothing_is_not_asked_for_ever() throws Exception {
        Jar.plain(folder, GOOD);
        var stopped = new ClassLoader(null) {
            @Override
            public java.util.Enumeration<java.net.URL> getResources(String name) {
                throw new IllegalStateException("this application has been stopped");
            }
        };

        Core.Found found = new Core(Place.CLASS_PATH.together(folder), stopped).find();

        assertThat(found.names()).containsExactly("good");
        assertThat(found.broken()).singleElement().asString().contains("this application has been stopped");
    }

    /** With the two others there, in their order, and one of them chosen. */
    private static Core.Found found(Place place, Jar jar) {
        var core = new Core(place.together(jar.folder()), null);
        Core.Found found = core.find();

        assertThat(found.names()).containsExactly("good", "last");
        assertThat(core.chosen()).isEqualTo("good");
        return found;
    }
}
