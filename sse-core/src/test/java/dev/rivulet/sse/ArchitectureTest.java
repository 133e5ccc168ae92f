package dev.rivulet.sse;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds what docs/architecture.md says of the packages of sse-core. A rule may find no class while a package is still empty. */
class ArchitectureTest {
    private static final String ROOT = "dev.rivulet.sse";
    private static final String HTTP = ROOT + ".http..";
    private static final String POLICY = ROOT + ".policy..";
    private static final String RECORDING = ROOT + ".recording..";
    private static final String SPI = ROOT + ".spi..";
    private static final String PARSER = ROOT + ".parser..";
    private static final String INTERNAL = ROOT + ".internal..";

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    private static final DescribedPredicate<JavaClass> THE_CLIENT = describe(
            "SseClient, its nested classes, and RequestCustomizer, which borrows a thread",
            type -> Set.of(ROOT + ".SseClient", ROOT + ".RequestCustomizer")
                    .contains(outermost(type).getName()));

    /** They accept more than the wire does (signs, the digits of other scripts), or copy and compile patterns. */
    private static final Set<String> NOT_THE_WIRES_RULES = Set.of(
            "java.lang.Character.isDigit",
            "java.lang.Integer.parseInt",
            "java.lang.Long.parseLong",
            "java.lang.String.split",
            "java.lang.String.trim");

    @Test
    void the_rules_see_the_core() {
        assertThat(CORE).isNotEmpty();
    }

    @Test
    void core_needs_nothing_but_the_jdk() {
        holds(classes()
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "java..",
                        "javax.net.ssl..",
                        "javax.management..",
                        "jdk.jfr..",
                        ROOT + "..",
                        "org.jspecify.annotations..")));
    }

    /** Which packages each may know; between them there is no cycle. */
    private static final Map<String, List<String>> KNOWN = Map.of(
            HTTP, List.of(),
            POLICY, List.of(),
            RECORDING, List.of(HTTP),
            SPI, List.of(HTTP),
            ROOT, List.of(HTTP, POLICY, RECORDING, SPI, INTERNAL),
            PARSER, List.of(HTTP, POLICY, SPI, ROOT));

    @ParameterizedTest
    @ValueSource(strings = {HTTP, POLICY, RECORDING, SPI, ROOT, PARSER})
    void public_packages_know_only_those_below_them(String which) {
        Set<String> others = new HashSet<>(Set.of(HTTP, POLICY, RECORDING, SPI, ROOT, PARSER, INTERNAL));
        others.remove(which);
        others.removeAll(KNOWN.get(which));
        holds(noClasses()
                .that(resideInAPackage(which))
                .should()
                .dependOnClassesThat(resideInAnyPackage(others.toArray(String[]::new))));
    }

    @Test
    void only_the_client_knows_internal() {
        holds(noClasses()
                .that(DescribedPredicate.not(resideInAPackage(INTERNAL)))
                .and(DescribedPredicate.not(THE_CLIENT))
                .should()
                .dependOnClassesThat(resideInAPackage(INTERNAL)));
    }

    /** Except the client, which makes what is internal, and is known to it only by its values and interfaces. */
    @Test
    void no_package_knows_itself_by_way_of_another() {
        holds(slices().assignedFrom(EACH_PACKAGE).should().beFreeOfCycles().ignoreDependency(THE_CLIENT, alwaysTrue()));
    }

    private static final SliceAssignment EACH_PACKAGE = new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "each package";
        }
    };

    @Test
    void names_say_what_a_thing_is() {
        holds(noClasses().should().haveNameMatching(".*(Manager|Helper|Utils?|Impl)"));
    }

    @Test
    void no_thread_local() {
        holds(noClasses().should().dependOnClassesThat().areAssignableTo(ThreadLocal.class));
    }

    @Test
    void no_console() {
        holds(noClasses().should().accessField(System.class, "out"));
        holds(noClasses().should().accessField(System.class, "err"));
    }

    @Test
    void nothing_runs_on_the_common_pool_which_the_application_may_block() {
        holds(noClasses()
                .should()
                .accessTargetWhere(
                        describe("anything that runs on the common pool", ArchitectureTest::usesCommonPool)));
    }

    /** Without an executor of one's own, the asynchronous methods of futures use it too, and so do parallel streams. */
    private static boolean usesCommonPool(JavaAccess<?> access) {
        String method = access.getTarget().getName();
        boolean async = method.endsWith("Async")
                || method.equals("delayedExecutor")
                || method.equals("orTimeout")
                || method.equals("completeOnTimeout")
                || method.equals("defaultExecutor");
        JavaClass owner = access.getTargetOwner();
        return owner.isAssignableTo(ForkJoinPool.class)
                || (async && owner.isAssignableTo(CompletionStage.class) && !takesExecutor(access))
                || method.equals("parallel")
                || method.equals("parallelStream");
    }

    private static boolean takesExecutor(JavaAccess<?> access) {
        return access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget called
                && called.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Executor.class));
    }

    @Test
    void the_wire_is_read_by_its_own_rules() {
        holds(noClasses()
                .that(resideInAnyPackage(PARSER, INTERNAL))
                .should()
                .accessTargetWhere(describe(
                        "any of " + NOT_THE_WIRES_RULES,
                        access -> NOT_THE_WIRES_RULES.contains(access.getTargetOwner()
                                        .getName() + "." + access.getTarget().getName()))));
    }

    private static void holds(ArchRule rule) {
        rule.allowEmptyShould(true).check(CORE);
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
    }
}
