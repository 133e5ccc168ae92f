package dev.rivulet.sse.providers;

/** The source of a provider, to be compiled: what it answers and does are expressions and statements. */
record Backend(String type, String superclass, String constructor, String name, int priority, String create) {
    /** One that works: named as its class is, in lower case. */
    static Backend of(String type) {
        return new Backend(type, "", "", '"' + type.toLowerCase(java.util.Locale.ROOT) + '"', 0, "return new Line();");
    }

    Backend constructor(String statements) {
        return new Backend(type, superclass, statements, name, priority, create);
    }

    Backend name(String expression) {
        return new Backend(type, superclass, constructor, expression, priority, create);
    }

    Backend priority(int number) {
        return new Backend(type, superclass, constructor, name, number, create);
    }

    Backend create(String statements) {
        return new Backend(type, superclass, constructor, name, priority, statements);
    }

    /** Of this superclass. */
    Backend extending(String other) {
        return new Backend(type, "extends " + other, constructor, name, priority, create);
    }

    String source() {
        return """
                package acme;
                import dev.rivulet.sse.spi.*;
                public final class %1$s %2$s implements TransportProvider {
                    public %1$s() { %3$s }
                    @Override public String name() { return %4$s; }
                    @Override public int priority() { return %5$d; }
                    @Override public Transport create(TransportConfig config) throws TransportUnavailableException {
                        %6$s
                    }
                    static <T extends Throwable> RuntimeException sneaky(Throwable thrown) throws T {
                        throw (T) thrown;
                    }
                }
                """.formatted(type, superclass, constructor, name, priority, create);
    }
}
