package io.undercurrent.demo;

import io.undercurrent.demo.host.CpuLoad;
import io.undercurrent.demo.view.View;
import io.undercurrent.job.embedded.EmbeddedJob;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/**
 * Drives a run over time: updates the headline, announces disturbances and causes them, until the
 * run is over.
 */
final class Conductor {
    private static final Duration BEAT = Duration.ofMillis(250);

    private final Schedule schedule;
    private final Tally tally;
    private final View view;
    private final EmbeddedJob job;
    private final CountDownLatch stop;
    private Instant next;
    private boolean noticed;

    Conductor(Schedule schedule, Tally tally, View view, EmbeddedJob job, CountDownLatch stop) {
        this.schedule = schedule;
        this.tally = tally;
        this.view = view;
        this.job = job;
        this.stop = stop;
    }

    void conduct() throws Exception {
        while (tally.cores().isEmpty() && stop.getCount() > 0 && !job.result().isDone()) {
            Demo.sleep(BEAT, stop);
        }
        Instant begin = Instant.now();
        schedule.start(begin);
        next = schedule.first().orElse(null);
        if (next == null) {
            view.message("too short for a disturbance: try --seconds 160");
        }
        while (stop.getCount() > 0 && !schedule.isOver(Instant.now())) {
            if (job.result().isDone()) {
                view.message("the job has ended by itself");
                return;
            }
            headline(begin);
            if (next != null) {
                disturb(Instant.now());
            }
            Demo.sleep(BEAT, stop);
        }
    }

    private void disturb(Instant now) throws InterruptedException {
        if (!noticed && now.isAfter(next.minus(Schedule.NOTICE))) {
            noticed = true;
            view.message(
                    String.format(
                            Locale.ROOT,
                            "in %d s all cores are loaded for %d s",
                            Schedule.NOTICE.toSeconds(),
                            Schedule.DISTURBANCE.toSeconds()));
        }
        if (now.isBefore(next)) {
            return;
        }
        double idle = tally.idleShare();
        if (idle < Verdict.NEEDED_IDLE) {
            schedule.noIdle(idle);
            view.message(
                    String.format(
                            Locale.ROOT,
                            "no idle CPU to disturb: %.0f%% idle, needed are %.0f%%",
                            100 * idle,
                            100 * Verdict.NEEDED_IDLE));
        } else {
            Instant begin = Instant.now();
            schedule.disturbedAt(begin);
            view.message("disturbance: all cores are loaded now");
            try (CpuLoad load =
                    CpuLoad.start(
                            Runtime.getRuntime().availableProcessors(), Schedule.DISTURBANCE)) {
                while (load.isRunning() && stop.getCount() > 0) {
                    Demo.sleep(BEAT, stop);
                }
            }
            view.message("disturbance over");
        }
        noticed = false;
        next = schedule.next(next);
    }

    private void headline(Instant begin) {
        double elapsed = Math.max(0.001, Duration.between(begin, Instant.now()).toMillis() / 1e3);
        view.header(
                String.format(
                        Locale.ROOT,
                        "%.0f s   %d events, %.1f/s   latency p50/p99 %d/%d ms   anomalies %d",
                        elapsed,
                        tally.sent(),
                        tally.streamed() / elapsed,
                        tally.untilProduced.quantile(0.5),
                        tally.untilProduced.quantile(0.99),
                        tally.anomalies()));
    }
}
