package io.undercurrent.deploy;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Decides whether tests in containers can run, within seconds. Testcontainers' own condition tries
 * to pull an image for minutes and then skips every test of a green build.
 */
final class ContainersCondition implements ExecutionCondition {
    private static final long PATIENCE_SECONDS = 10;

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
            return "no Docker engine answers within " + PATIENCE_SECONDS + " s";
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
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException e) {
            return false; // no such program
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
