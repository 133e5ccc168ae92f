package dev.rivulet.sse.providers;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Where classes lie: each makes a class loader of its own. */
enum Place {
    CLASS_PATH {
        @Override
        Jar jar(Path folder, Backend... backends) throws IOException {
            return Jar.plain(folder, backends);
        }

        @Override
        ClassLoader together(Path jar) {
            return loader(ClassLoader.getPlatformClassLoader(), Jar.CORE, jar);
        }

        @Override
        Apart apart(Path jar) {
            ClassLoader core = loader(ClassLoader.getPlatformClassLoader(), Jar.CORE);
            return new Apart(core, loader(core, jar));
        }
    },

    MODULE_PATH {
        @Override
        Jar jar(Path folder, Backend... backends) throws IOException {
            return Jar.module(folder, backends);
        }

        @Override
        ClassLoader together(Path jar) {
            return layer(ModuleLayer.boot(), "acme", Jar.CORE, jar).findLoader("dev.rivulet.sse");
        }

        @Override
        Apart apart(Path jar) {
            ModuleLayer core = layer(ModuleLayer.boot(), "dev.rivulet.sse", Jar.CORE);
            return new Apart(
                    core.findLoader("dev.rivulet.sse"), layer(core, "acme", jar).findLoader("acme"));
        }
    };

    /** The core in one, and providers in another below it. */
    record Apart(ClassLoader core, ClassLoader providers) {}

    abstract Jar jar(Path folder, Backend... backends) throws IOException;

    /** One for the core and the providers. */
    abstract ClassLoader together(Path jar);

    abstract Apart apart(Path jar);

    static URLClassLoader loader(ClassLoader parent, Path... paths) {
        URL[] urls = new URL[paths.length];
        for (int i = 0; i < paths.length; i++) {
            try {
                urls[i] = paths[i].toUri().toURL();
            } catch (MalformedURLException e) {
                throw new AssertionError(e);
            }
        }
        return new URLClassLoader(urls, parent);
    }

    private static ModuleLayer layer(ModuleLayer parent, String root, Path... paths) {
        Configuration modules = parent.configuration().resolve(ModuleFinder.of(paths), ModuleFinder.of(), Set.of(root));
        return ModuleLayer.defineModulesWithOneLoader(modules, List.of(parent), ClassLoader.getPlatformClassLoader())
                .layer();
    }
}
