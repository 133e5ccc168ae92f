package dev.rivulet.sse.internal;

/** A module of the JDK, which not each runtime has. */
public final class JdkModule {
    private JdkModule() {}

    /** Whether this runtime has it; Android has none. */
    @JvmOnly
    public static boolean isPresent(String name) {
        try {
            return ModuleLayer.boot().findModule(name).isPresent();
        } catch (LinkageError noModules) {
            return false;
        }
    }
}
