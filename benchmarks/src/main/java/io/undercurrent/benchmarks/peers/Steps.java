package io.undercurrent.benchmarks.peers;

import io.undercurrent.benchmarks.peers.page.Entry;
import java.util.Collection;
import java.util.Locale;
import java.util.function.Consumer;

/** Runs the comparison's steps; what fails is noted, and the rest goes on. */
final class Steps {
    /** What a part of the comparison does with an entry. */
    interface Work {
        void of(Entry entry) throws Exception;
    }

    /** A step without an entry. */
    interface Alone {
        void run() throws Exception;
    }

    private final long begin = System.nanoTime();
    final Plan plan = new Plan();

    /** The same step of all; those that have failed are left out. */
    void each(String part, String what, Collection<Entry> entries, Work work) {
        for (Entry entry : entries) {
            one(part, what, entry, work);
        }
    }

    void one(String part, String what, Entry entry, Work work) {
        if (entry.failure == null) {
            alone(
                    part,
                    what + ", " + entry.contestant.name(),
                    () -> work.of(entry),
                    e -> entry.fail(what, e));
        }
    }

    /**
     * A step.
     *
     * @param failed is told what went wrong
     */
    @SuppressWarnings("CatchAndPrintStackTrace") // the page names the cause, the log the place
    void alone(String part, String what, Alone step, Consumer<Exception> failed) {
        long from = System.nanoTime();
        String outcome = "";
        try {
            step.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failed.accept(e);
            outcome = " FAILED: interrupted";
        } catch (Exception e) {
            failed.accept(e);
            e.printStackTrace();
            outcome = " FAILED: " + Entry.reason(e);
        }
        long now = System.nanoTime();
        plan.done(part, (now - from) / 1e9);
        System.err.printf(
                Locale.ROOT,
                "%4.0f s, about %.0f min left: %s%s%n",
                (now - begin) / 1e9,
                Math.ceil(plan.left() / 60),
                what,
                outcome);
    }
}
