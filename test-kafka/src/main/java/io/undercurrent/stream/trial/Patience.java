package io.undercurrent.stream.trial;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** Waits for what has to happen, but not for ever. */
public final class Patience {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private Patience() {}

    /** Waits until something holds; fails under its name when time is up. */
    public static void await(String what, Callable<Boolean> holds) {
        Awaitility.await(what)
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(50))
                .atMost(LIMIT)
                .until(holds);
    }
}
