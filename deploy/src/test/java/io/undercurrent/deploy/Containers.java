package io.undercurrent.deploy;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test in containers. Where no engine answers, or an image is neither there nor named, it is
 * skipped with a printed reason; where REQUIRE_DOCKER=1 it fails instead.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("docker")
@ExtendWith(ContainersCondition.class)
@interface Containers {
    /** Images that have to be there: nothing is pulled. */
    String[] images();
}
