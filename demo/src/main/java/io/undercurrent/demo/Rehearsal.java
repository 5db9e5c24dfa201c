package io.undercurrent.demo;

import io.undercurrent.demo.view.View;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/**
 * Sends made-up events of separate keys through broker and job until the JVM has compiled most of
 * the code that it runs.
 *
 * <p>Without it the cores' keys would learn half a minute of compilation at full load as their
 * ordinary load, and a disturbance would be nothing new to them. It costs up to 20 s at the start,
 * and 3 s for what is still queued then. Its events are counted like all others.
 */
final class Rehearsal {
    private static final String PREFIX = "rehearsal.";
    private static final int KEYS = 8;
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final Duration LEAST = Duration.ofSeconds(5);
    private static final Duration MOST = Duration.ofSeconds(20);

    /** A pause for what is still queued: garbage collection, commits, the last compilations. */
    private static final Duration QUIET = Duration.ofSeconds(3);

    /** Number of cores that the compilers may still use when the rehearsal ends. */
    private static final double CALM = 0.3;

    private final Feed feed;
    private final View view;
    private final CountDownLatch stop;

    Rehearsal(Feed feed, View view, CountDownLatch stop) {
        this.feed = feed;
        this.view = view;
        this.stop = stop;
    }

    /** Whether a key belongs to the rehearsal, so that no view shows it. */
    static boolean isKey(String key) {
        return key.startsWith(PREFIX);
    }

    void run() throws InterruptedException {
        view.message(
                String.format(
                        Locale.ROOT,
                        "rehearsing with made-up events, up to %d s, while the JVM compiles what it runs",
                        MOST.toSeconds()));
        long begin = System.nanoTime();
        Random random = new Random(1);
        Compilers compilers = new Compilers();
        Duration elapsed = Duration.ZERO;
        while (stop.getCount() > 0
                && elapsed.compareTo(MOST) < 0
                && (elapsed.compareTo(LEAST) < 0 || compilers.busy() > CALM)) {
            for (int key = 0; key < KEYS; key++) {
                feed.send(PREFIX + key, random.nextGaussian());
            }
            Demo.sleep(PAUSE, stop);
            elapsed = Duration.ofNanos(System.nanoTime() - begin);
        }
        Demo.sleep(QUIET, stop);
    }

    /** How many cores the JIT compilers used over the last second. */
    private static final class Compilers {
        private static final long SECOND = 1_000_000_000;

        private final CompilationMXBean bean = ManagementFactory.getCompilationMXBean();
        private long since = System.nanoTime();
        private long millis = millis();
        private double busy = Double.MAX_VALUE;

        double busy() {
            long now = System.nanoTime();
            if (now - since >= SECOND) {
                long total = millis();
                busy = (total - millis) * 1e6 / (now - since);
                since = now;
                millis = total;
            }
            return busy;
        }

        /**
         * Total compilation time; 0 if there is no compiler or it does not measure its time, so
         * that there is nothing to wait for.
         */
        private long millis() {
            return bean != null && bean.isCompilationTimeMonitoringSupported()
                    ? bean.getTotalCompilationTime()
                    : 0;
        }
    }
}
