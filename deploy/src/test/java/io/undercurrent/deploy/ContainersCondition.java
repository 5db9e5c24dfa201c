package io.undercurrent.deploy;

import io.undercurrent.demo.compose.Program;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Decides whether tests in containers can run, within seconds. Testcontainers' own condition tries
 * to pull an image for minutes and then skips every test of a green build.
 */
final class ContainersCondition implements ExecutionCondition {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<Containers> needs =
                AnnotationSupport.findAnnotation(context.getElement(), Containers.class);
        if (needs.isEmpty()) {
            return ConditionEvaluationResult.enabled("not a class");
        }
        String missing = missing(needs.get().images());
        if (missing == null) {
            return ConditionEvaluationResult.enabled("engine and images are there");
        }
        if ("1".equals(System.getenv("REQUIRE_DOCKER"))) {
            throw new IllegalStateException("REQUIRE_DOCKER=1, but " + missing);
        }
        System.out.println("skipped " + context.getDisplayName() + ": " + missing);
        return ConditionEvaluationResult.disabled(missing);
    }

    private static String missing(String... images) {
        if (!succeeds("docker", "version", "--format", "{{.Server.Version}}")) {
            return "no Docker engine answers within " + PATIENCE.toSeconds() + " s";
        }
        for (String image : images) {
            if (!succeeds("docker", "image", "inspect", image)) {
                return "the image " + image + " is not there: docker pull " + image;
            }
        }
        return null;
    }

    private static boolean succeeds(String... command) {
        try {
            return Program.succeeds(PATIENCE, command);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
