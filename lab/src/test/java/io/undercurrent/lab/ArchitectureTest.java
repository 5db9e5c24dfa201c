package io.undercurrent.lab;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.undercurrent.testing.ProgramClasses;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the lab may know, and that nothing which is shipped knows the lab. */
class ArchitectureTest {
    private static final String LAB = "io.undercurrent.lab..";

    private static JavaClasses imported;

    @BeforeAll
    static void read() {
        imported = ProgramClasses.read();
        assertThat(imported.stream().filter(resideInAPackage(LAB))).isNotEmpty();
        assertThat(imported.stream().filter(resideInAPackage("io.undercurrent.cli..")))
                .isNotEmpty();
    }

    @Test
    void nothingShippedKnowsTheLab() {
        noClasses()
                .that(resideOutsideOfPackage(LAB))
                .should()
                .dependOnClassesThat(resideInAPackage(LAB))
                .check(imported);
    }

    @Test
    void theLabKnowsNeitherBrokersNorJobs() {
        noClasses()
                .that(resideInAPackage(LAB))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(
                                "org.apache..",
                                "io.undercurrent.job..",
                                "io.undercurrent.stream.."))
                .check(imported);
    }

    @Test
    void noPackagesNeedEachOther() {
        slices().matching("io.undercurrent.lab.(*)..").should().beFreeOfCycles().check(imported);
    }
}
