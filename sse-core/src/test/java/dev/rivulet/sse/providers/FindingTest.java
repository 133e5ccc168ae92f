package dev.rivulet.sse.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which providers are found, by which class loader, and in which order. */
class FindingTest {
    private static final Backend[] THREE = {
        Backend.of("Zoe").priority(3),
        Backend.of("Low").priority(-1),
        Backend.of("Anna").priority(3)
    };

    @TempDir
    Path folder;

    @EachPath
    void the_highest_priority_is_first_and_ties_are_in_the_order_of_names(Place place) throws IOException {
        Core.Found found = new Core(place.together(place.jar(folder, THREE).folder()), null).find();

        assertThat(found.names()).containsExactly("anna", "zoe", "low");
        assertThat(found.broken()).isEmpty();
    }

    @EachPath
    void the_threads_class_loader_finds_what_the_cores_does_not(Place place) throws IOException {
        Place.Apart apart = place.apart(place.jar(folder, THREE).folder());

        assertThat(new Core(apart.core(), null).find().names()).isEmpty();
        assertThat(new Core(apart.core(), apart.providers()).find().names()).containsExactly("anna", "zoe", "low");
        assertThat(new Core(apart.core(), apart.providers()).chosen()).isEqualTo("anna");
    }

    @EachPath
    void a_class_loader_can_be_given_in_place_of_the_threads(Place place) throws IOException {
        Place.Apart apart = place.apart(place.jar(folder, THREE).folder());

        assertThat(new Core(apart.core(), null).find(apart.providers()).names()).hasSize(3);
        assertThat(new Core(apart.core(), apart.providers()).find(null).names()).isEmpty();
    }

    @EachPath
    void a_class_that_both_class_loaders_see_counts_once(Place place) throws IOException {
        ClassLoader core = place.together(place.jar(folder, THREE).folder());

        assertThat(new Core(core, Place.loader(core)).find().names()).hasSize(3);
    }

    @Test
    void what_both_class_loaders_say_is_broken_is_listed_once() throws IOException {
        Jar.plain(folder, THREE).without("Zoe");
        ClassLoader core = Place.CLASS_PATH.together(folder);

        assertThat(new Core(core, Place.loader(core)).find().broken()).hasSize(1);
    }

    @Test
    void a_copy_that_another_class_loader_has_is_a_provider_of_its_own() throws IOException {
        Jar.plain(folder, Backend.of("Good").create("Library.init(); return new Line();"))
                .without("Library");
        ClassLoader core = Place.CLASS_PATH.together(folder);
        Path whole = folder.resolve("whole");
        java.nio.file.Files.createDirectories(whole);
        Jar.plain(whole, Backend.of("Good"));
        var childFirst = new ChildFirst(core, whole);

        assertThat(new Core(core, childFirst).find().names()).containsExactly("good", "good");
        assertThat(new Core(core, childFirst).chosen()).isEqualTo("good");
    }

    @Test
    void on_the_class_path_a_module_info_alone_is_not_seen() throws IOException {
        Jar.module(folder, THREE);

        assertThat(new Core(Place.CLASS_PATH.together(folder), null).find().names())
                .isEmpty();
    }

    @EachPath
    void no_transport_is_made(Place place) throws IOException {
        place.jar(folder, Backend.of("Never").create("throw new OutOfMemoryError(\"made\");"));

        assertThat(new Core(place.together(folder), null).find().names()).containsExactly("never");
    }

    @EachPath
    void each_call_looks_anew_and_what_it_returns_is_fixed(Place place) throws IOException {
        var core = new Core(place.together(place.jar(folder, THREE).folder()), null);
        List<Object> first = core.find().providers();

        assertThat(core.find().providers()).hasSameSizeAs(first).doesNotContainAnyElementsOf(first);
        assertThatThrownBy(() -> first.remove(0)).isInstanceOf(UnsupportedOperationException.class);
    }

    /** As containers have them. */
    private static final class ChildFirst extends java.net.URLClassLoader {
        ChildFirst(ClassLoader parent, Path path) throws IOException {
            super(new java.net.URL[] {path.toUri().toURL()}, parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("acme.")) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : findClass(name);
            }
            return super.loadClass(name, resolve);
        }
    }
}
