package io.undercurrent.stream.trial;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** Waits for a condition, but only for a limited time. */
public final class Patience {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private Patience() {}

    /** Waits until {@code holds} is true; fails with the name {@code what} when time is up. */
    public static void await(String what, Callable<Boolean> holds) {
        Awaitility.await(what)
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(50))
                .atMost(LIMIT)
                .until(holds);
    }
}
