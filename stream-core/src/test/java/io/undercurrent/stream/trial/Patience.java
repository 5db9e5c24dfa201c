package io.undercurrent.stream.trial;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Waits for what has to happen, but not for ever. */
public final class Patience {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private Patience() {}

    /** Waits until something holds; fails under its name when time is up. */
    public static void await(String what, Callable<Boolean> holds) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!holds.call()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        String.format(Locale.ROOT, "waited %s in vain for %s", LIMIT, what));
            }
            Thread.sleep(50);
        }
    }
}
