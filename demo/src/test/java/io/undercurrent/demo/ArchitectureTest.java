package io.undercurrent.demo;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import io.undercurrent.testing.ProgramClasses;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What the modules may know of each other and of the world; all are on this module's class path.
 */
class ArchitectureTest {
    private static final String ALL = "io.undercurrent..";
    private static final String SCHEMAS = "io.undercurrent.schemas..";
    private static final String MAMBA2 = "io.undercurrent.mamba2..";
    private static final String DETECT = "io.undercurrent.detect..";
    private static final String SCORER = "io.undercurrent.scorer..";
    private static final String TRAINING = "io.undercurrent.training..";

    /** A module of its own inside training's package; its classes are here only under -Pdl4j. */
    private static final String DL4J = "io.undercurrent.training.dl4j..";

    /** The same under -Pcuda. */
    private static final String CUDA = "io.undercurrent.training.cuda..";

    private static final String SPEC = "io.undercurrent.spec..";
    private static final String CORE = "io.undercurrent.stream..";
    private static final String LOCAL_KAFKA = "io.undercurrent.kafka.local..";
    private static final String COMMAND = "io.undercurrent.command..";
    private static final String STATE = "io.undercurrent.state..";
    private static final String JOB = "io.undercurrent.job..";
    private static final String CLI = "io.undercurrent.cli..";
    private static final String DEMO = "io.undercurrent.demo..";

    /** In the order of the root pom.xml, without those that never share a class path with Flink. */
    private static final List<String> MODULES =
            List.of(
                    SCHEMAS,
                    MAMBA2,
                    DETECT,
                    SCORER,
                    TRAINING,
                    SPEC,
                    LOCAL_KAFKA,
                    CORE,
                    COMMAND,
                    STATE,
                    JOB,
                    CLI,
                    DEMO);

    private static final String JDK = "java..";
    private static final String FLINK = "org.apache.flink..";
    private static final String[] KAFKA = {"org.apache.kafka..", "kafka.."};

    /** Results of these may differ in the last bit from one processor or JDK to the next. */
    private static final Set<String> INEXACT =
            Set.of(
                    "exp", "expm1", "log", "log1p", "log10", "pow", "cbrt", "hypot", "sin", "cos",
                    "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh");

    private static JavaClasses imported;

    @BeforeAll
    static void read() {
        imported = ProgramClasses.read();
    }

    @Test
    void everyModuleIsHere() {
        for (String module : MODULES) {
            assertThat(imported.stream().filter(resideInAPackage(module))).as(module).isNotEmpty();
        }
        assertThat(
                        imported.stream()
                                .filter(resideOutsideOfPackages(MODULES.toArray(new String[0]))))
                .as("classes in no module's package")
                .isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> modulesKnowOnlyThoseBeforeThem() {
        return IntStream.range(0, MODULES.size() - 1)
                .mapToObj(
                        i ->
                                noneKnows(
                                        MODULES.get(i),
                                        MODULES.subList(i + 1, MODULES.size())
                                                .toArray(new String[0])))
                .map(this::test);
    }

    @TestFactory
    Stream<DynamicTest> modulesKnowOnlyWhatTheyMay() {
        return Stream.of(
                        onlyKnows(MAMBA2, JDK, "jdk.incubator.vector.."),
                        onlyKnows(DETECT, JDK),
                        onlyKnows(SCORER, JDK, MAMBA2, DETECT),
                        onlyKnows(
                                classes()
                                        .that(resideInAPackage(TRAINING))
                                        .and(resideOutsideOfPackages(DL4J, CUDA)),
                                TRAINING,
                                JDK,
                                MAMBA2,
                                DETECT,
                                SCORER),
                        noClasses()
                                .that(resideOutsideOfPackages(DL4J))
                                .should()
                                .dependOnClassesThat(resideInAnyPackage(DL4J, "org.nd4j..")),
                        noClasses()
                                .that(resideOutsideOfPackages(CUDA))
                                .should()
                                .dependOnClassesThat(resideInAnyPackage(CUDA, "com.sun.jna..")),
                        onlyKnows(
                                SCHEMAS,
                                JDK,
                                "javax.net.ssl..",
                                "org.apache.avro..",
                                "com.fasterxml.jackson.."),
                        noneKnows(
                                SPEC, FLINK, JOB, STATE, SCORER, MAMBA2, DETECT, LOCAL_KAFKA, CLI),
                        noneKnows(SPEC, KAFKA),
                        noneKnows(SPEC, CORE),
                        noneKnows(CORE, FLINK, JOB, STATE, LOCAL_KAFKA, COMMAND, CLI, TRAINING),
                        noneKnows(CORE, "org.apache.kafka.streams..", "kafka.."),
                        noClasses()
                                .that()
                                .haveNameNotMatching(
                                        "io\\.undercurrent\\.stream\\.http\\.(HttpListener|HttpConnection|RequestHead)(\\$.*)?")
                                .should()
                                .dependOnClassesThat(resideInAPackage("io.netty.."))
                                .because(
                                        "the cluster jar has no Netty, and a job there opens no port"),
                        noneKnows(STATE, KAFKA),
                        noneKnows(STATE, JOB, CLI, LOCAL_KAFKA, SPEC, SCHEMAS),
                        noClasses()
                                .that(resideInAPackage(STATE))
                                .should()
                                .dependOnClassesThat(
                                        resideInAPackage(CORE)
                                                .and(
                                                        resideOutsideOfPackages(
                                                                "io.undercurrent.stream.keystates",
                                                                "io.undercurrent.stream.metrics"))),
                        noneKnows(LOCAL_KAFKA, FLINK, SCHEMAS, MAMBA2, DETECT, SCORER, SPEC, STATE),
                        noneKnows(LOCAL_KAFKA, JOB, CLI, CORE),
                        noneKnows(COMMAND, FLINK, JOB, STATE, CLI),
                        noneKnows(JOB, CLI, LOCAL_KAFKA),
                        noClasses()
                                .that(resideInAPackage(JOB))
                                .and(resideOutsideOfPackages("io.undercurrent.job.submit"))
                                .should()
                                .dependOnClassesThat(resideInAnyPackage(COMMAND, "picocli.."))
                                .because("the cluster jar has neither"),
                        noneKnows(CLI, FLINK, JOB, STATE, "org.apache.kafka.streams.."),
                        noClasses()
                                .that(resideOutsideOfPackages(DEMO))
                                .should()
                                .dependOnClassesThat(resideInAPackage(DEMO)))
                .map(this::test);
    }

    @TestFactory
    Stream<DynamicTest> nothingPointsAgainstTheFlow() {
        return Stream.of(
                        slices().matching("io.undercurrent.(*)..").should().beFreeOfCycles(),
                        slices().matching("io.undercurrent.(**)").should().beFreeOfCycles(),
                        noClasses()
                                .that(resideOutsideOfPackages(MAMBA2, SCORER))
                                .should()
                                .dependOnClassesThat()
                                .haveFullyQualifiedName("io.undercurrent.mamba2.BackboneStep"))
                .map(this::test);
    }

    @TestFactory
    Stream<DynamicTest> whatNoCodeMayUse() {
        return Stream.of(
                        noneKnows(ALL, "com.esotericsoftware.."),
                        noneKnows(ALL, "java.util.logging.."),
                        noClasses()
                                .should()
                                .dependOnClassesThat()
                                .haveNameMatching("java\\.io\\.Object(Output|Input)Stream")
                                .because("Java serialization is no format of ours"),
                        noClasses()
                                .that(resideOutsideOfPackages(CLI, DEMO, LOCAL_KAFKA))
                                .and()
                                // It silences what ND4J prints there.
                                .doNotHaveFullyQualifiedName("io.undercurrent.training.dl4j.Ops")
                                .should()
                                .accessField(System.class, "out")
                                .orShould()
                                .accessField(System.class, "err")
                                .because("only the command line talks to a user"),
                        noClasses()
                                .that(resideInAPackage(LOCAL_KAFKA))
                                .and()
                                .haveSimpleNameNotEndingWith("Main")
                                .and()
                                .doNotHaveSimpleName("Faults")
                                .should()
                                .accessField(System.class, "out")
                                .orShould()
                                .accessField(System.class, "err")
                                .because("its process's entry and its last words are all it says"),
                        noClasses()
                                .that(resideInAnyPackage(MAMBA2, DETECT, SCORER))
                                .should()
                                .callMethodWhere(
                                        target(
                                                describe(
                                                        "an inexact method of java.lang.Math",
                                                        method ->
                                                                method.getOwner()
                                                                                .isEquivalentTo(
                                                                                        Math.class)
                                                                        && INEXACT.contains(
                                                                                method.getName()))))
                                .because(
                                        "results are the same on every machine: StrictMath or own"))
                .map(this::test);
    }

    private static ArchRule onlyKnows(String module, String... others) {
        String[] allowed =
                Stream.concat(Stream.of(module), Stream.of(others)).toArray(String[]::new);
        return onlyKnows(classes().that(resideInAPackage(module)), allowed);
    }

    private static ArchRule onlyKnows(GivenClassesConjunction some, String... allowed) {
        return some.should().onlyDependOnClassesThat(resideInAnyPackage(allowed));
    }

    private static ArchRule noneKnows(String module, String... others) {
        return noClasses()
                .that(resideInAPackage(module))
                .should()
                .dependOnClassesThat(resideInAnyPackage(others));
    }

    private DynamicTest test(ArchRule rule) {
        return DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(imported));
    }
}
