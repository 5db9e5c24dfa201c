package io.undercurrent.streams;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What this runtime may know; the rules of the modules before it are in cli's test. */
class ArchitectureTest {
    private static final String HERE = "io.undercurrent.streams..";

    /** The modules of what tests share. */
    private static final Pattern FOR_TESTS = Pattern.compile(".*/test-(support|kafka|flink)[-/].*");

    private static JavaClasses imported;

    @BeforeAll
    static void read() {
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        imported =
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        // what tests share lies on this class path too
                        .withImportOption(location -> !location.matches(FOR_TESTS))
                        .importPackages("io.undercurrent");
    }

    @Test
    void flinkAndItsRocksDbAreNotHere() {
        assertThat(imported.stream().filter(resideInAPackage(HERE))).hasSizeGreaterThan(20);
        assertThatThrownBy(() -> Class.forName("org.apache.flink.api.common.JobID"))
                .isInstanceOf(ClassNotFoundException.class);
    }

    @TestFactory
    Stream<DynamicTest> rules() {
        return Stream.of(
                        noneKnows(HERE, "org.apache.flink..", "io.undercurrent.job.."),
                        noneKnows(HERE, "io.undercurrent.state..", "io.undercurrent.cli.."),
                        noneKnows(HERE, "io.undercurrent.training..", "java.util.logging.."),
                        noneKnows("io.undercurrent.stream..", HERE, "org.apache.kafka.streams.."),
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
                                .that(resideInAPackage(HERE))
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
