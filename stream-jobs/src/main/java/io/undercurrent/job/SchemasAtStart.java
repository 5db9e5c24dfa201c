package io.undercurrent.job;

import io.undercurrent.schemas.registry.RegistryException;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.SpecException;
import io.undercurrent.stream.runtime.ResolvedStream;
import java.time.Duration;
import org.apache.flink.client.deployment.application.executors.EmbeddedExecutor;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Resolves schemas with the registry before the job is submitted. An application cluster does so
 * again each time its job manager is replaced, and then the job must not end because the registry
 * is down at that moment.
 */
final class SchemasAtStart {
    private static final Logger LOG = LoggerFactory.getLogger(SchemasAtStart.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final long firstPauseMillis;
    private final long longestPauseMillis;

    SchemasAtStart() {
        this(FIRST_PAUSE, LONGEST_PAUSE);
    }

    SchemasAtStart(Duration firstPause, Duration longestPause) {
        firstPauseMillis = firstPause.toMillis();
        longestPauseMillis = longestPause.toMillis();
    }

    /**
     * Resolves the stream.
     *
     * @param flink the environment's configuration
     * @throws SpecException as {@link ResolvedStream#of}, except that on an application cluster a
     *     registry that does not answer is asked again without limit
     */
    ResolvedStream resolve(StreamSpec spec, ReadableConfig flink) throws InterruptedException {
        boolean waits = EmbeddedExecutor.NAME.equals(flink.get(DeploymentOptions.TARGET));
        long pause = firstPauseMillis;
        while (true) {
            try {
                return ResolvedStream.of(spec);
            } catch (SpecException e) {
                if (!waits || !isUnavailable(e)) {
                    throw e;
                }
                LOG.warn(
                        "the job waits for the registry; asking again in {} ms: {}",
                        pause,
                        e.getMessage());
            }
            Thread.sleep(pause);
            pause = Math.min(2 * pause, longestPauseMillis);
        }
    }

    private static boolean isUnavailable(SpecException e) {
        return e.getCause() instanceof RegistryException said
                && said.kind() == RegistryException.Kind.UNAVAILABLE;
    }
}
