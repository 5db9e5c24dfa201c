package io.undercurrent.alarms;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import io.undercurrent.testing.ProgramClasses;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What the modules on the class path of Kafka Streams may know; this is the last of them. The rules
 * of those that Flink's class path has too are in demo's test.
 */
class ArchitectureTest {
    private static final String STREAMS = "io.undercurrent.streams..";
    private static final String ALARMS = "io.undercurrent.alarms..";

    private static JavaClasses imported;

    @BeforeAll
    static void read() {
        imported = ProgramClasses.read();
    }

    @Test
    void flinkAndItsRocksDbAreNotHere() {
        assertThat(imported.stream().filter(resideInAPackage(STREAMS))).hasSizeGreaterThan(20);
        assertThat(imported.stream().filter(resideInAPackage(ALARMS))).hasSizeGreaterThan(10);
        assertThatThrownBy(() -> Class.forName("org.apache.flink.api.common.JobID"))
                .isInstanceOf(ClassNotFoundException.class);
    }

    @TestFactory
    Stream<DynamicTest> rules() {
        return Stream.of(
                        noneKnows(
                                "io.undercurrent..", "org.apache.flink..", "io.undercurrent.job.."),
                        noneKnows(
                                "io.undercurrent..",
                                "io.undercurrent.state..",
                                "io.undercurrent.cli..",
                                "io.undercurrent.demo.."),
                        noneKnows(
                                "io.undercurrent..",
                                "io.undercurrent.training..",
                                "java.util.logging.."),
                        noneKnows(STREAMS, ALARMS),
                        noneKnows(
                                "io.undercurrent.stream..",
                                STREAMS,
                                ALARMS,
                                "org.apache.kafka.streams.."),
                        noClasses()
                                .that()
                                .haveSimpleNameNotStartingWith("CommitHook")
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage("org.apache.kafka.streams..internals..")
                                .because("a hook before commits is all that needs internals"),
                        noClasses()
                                .should()
                                .dependOnClassesThat()
                                .haveNameMatching("java\\.io\\.Object(Output|Input)Stream")
                                .because("Java serialization is no format of ours"),
                        noClasses()
                                .that(resideInAnyPackage(STREAMS, ALARMS))
                                .should()
                                .accessField(System.class, "out")
                                .orShould()
                                .accessField(System.class, "err"),
                        slices().matching("io.undercurrent.(**)").should().beFreeOfCycles())
                .map(
                        rule ->
                                DynamicTest.dynamicTest(
                                        rule.getDescription(), () -> rule.check(imported)));
    }

    private static ArchRule noneKnows(String module, String... others) {
        return noClasses()
                .that()
                .resideInAPackage(module)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others);
    }
}
