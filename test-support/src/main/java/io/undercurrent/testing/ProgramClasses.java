package io.undercurrent.testing;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.regex.Pattern;

/** The project's own classes on a test's class path, for rules about who may know whom. */
public final class ProgramClasses {
    /** What only tests use: the modules that tests share, and the jar of cli's test helpers. */
    private static final Pattern FOR_TESTS =
            Pattern.compile(".*/test-(support|kafka|flink)[-/].*|.*-tests\\.jar.*");

    private ProgramClasses() {}

    /**
     * Reads the classes. Rules go by names, so classes of libraries are not read: all of Flink and
     * Kafka would take half a minute.
     *
     * @return the classes of {@code io.undercurrent} without tests and what tests share
     */
    public static JavaClasses read() {
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .withImportOption(location -> !location.matches(FOR_TESTS))
                .importPackages("io.undercurrent");
    }
}
