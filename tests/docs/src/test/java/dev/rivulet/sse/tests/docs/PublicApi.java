package dev.rivulet.sse.tests.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What users of a module can see: a line for each type of its exported packages, and for each of their members. */
final class PublicApi {
    private static final int MODIFIERS =
            Modifier.PUBLIC | Modifier.PROTECTED | Modifier.STATIC | Modifier.ABSTRACT | Modifier.FINAL;

    /** Everything has these. */
    private static final Set<String> OBJECTS = Set.of("equals", "hashCode", "toString");

    private final Set<String> lines = new TreeSet<>();

    private PublicApi() {}

    /** Of the module whose classes lie here, a folder or a jar. */
    static List<String> of(Path classes) {
        ModuleReference module = ModuleFinder.of(classes).findAll().iterator().next();
        Set<String> exported = module.descriptor().exports().stream()
                .filter(each -> !each.isQualified())
                .map(each -> each.source())
                .collect(Collectors.toSet());
        var api = new PublicApi();
        try (ModuleReader reader = module.open()) {
            reader.list()
                    .filter(name -> name.endsWith(".class") && name.contains("/"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .filter(name -> exported.contains(name.substring(0, name.lastIndexOf('.'))))
                    .filter(name -> !name.endsWith("package-info"))
                    .forEach(name -> api.add(load(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(api.lines);
    }

    private void add(Class<?> type) {
        if (!isVisible(type)) {
            return;
        }
        lines.add(type.getName() + ": " + kind(type) + parents(type));
        for (Constructor<?> each : type.getDeclaredConstructors()) {
            member(type, each, signature("new", each));
        }
        for (Method each : type.getDeclaredMethods()) {
            if (!each.isBridge() && !OBJECTS.contains(each.getName())) {
                String returns = Nullness.text(each.getAnnotatedReturnType());
                member(type, each, returns + " " + signature(each.getName(), each));
            }
        }
        for (Field each : type.getDeclaredFields()) {
            member(type, each, Nullness.text(each.getAnnotatedType()) + " " + each.getName());
        }
    }

    private void member(Class<?> type, Member member, String text) {
        boolean isVisible = Modifier.isPublic(member.getModifiers()) || Modifier.isProtected(member.getModifiers());
        if (isVisible && !member.isSynthetic()) {
            String modifiers = Modifier.toString(member.getModifiers() & MODIFIERS);
            lines.add(type.getName() + " " + modifiers + " " + text);
        }
    }

    private static String signature(String name, Executable of) {
        String parameters = Arrays.stream(of.getAnnotatedParameterTypes())
                .map(Nullness::text)
                .collect(Collectors.joining(", ", "(", ")"));
        String variables = of.getTypeParameters().length == 0 ? "" : Arrays.toString(of.getTypeParameters());
        String thrown = Stream.of(of.getExceptionTypes())
                .map(Class::getTypeName)
                .sorted()
                .collect(Collectors.joining(", "));
        return name + variables + parameters + (thrown.isEmpty() ? "" : " throws " + thrown);
    }

    private static String kind(Class<?> type) {
        String kind = type.isAnnotation()
                ? "@interface"
                : type.isInterface() ? "interface" : type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
        String modifiers = Modifier.toString(type.getModifiers() & MODIFIERS);
        String variables = type.getTypeParameters().length == 0 ? "" : Arrays.toString(type.getTypeParameters());
        return modifiers + (type.isSealed() ? " sealed " : " ") + kind + variables;
    }

    private static String parents(Class<?> type) {
        Stream<String> above = Stream.concat(
                Stream.ofNullable(type.getGenericSuperclass()).map(each -> each.getTypeName()),
                Stream.of(type.getGenericInterfaces())
                        .map(each -> each.getTypeName())
                        .sorted());
        String parents = above.filter(name -> !name.equals("java.lang.Object")).collect(Collectors.joining(", "));
        return parents.isEmpty() ? "" : " of " + parents;
    }

    private static boolean isVisible(Class<?> type) {
        int modifiers = type.getModifiers();
        boolean isVisible = Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
        Class<?> outer = type.getEnclosingClass();
        return isVisible && !type.isAnonymousClass() && !type.isLocalClass() && (outer == null || isVisible(outer));
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, PublicApi.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
