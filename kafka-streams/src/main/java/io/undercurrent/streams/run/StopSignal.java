package io.undercurrent.streams.run;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jline.utils.Signals;

/** SIGTERM or Ctrl-C, as something to wait for. */
public final class StopSignal {
    private final CompletableFuture<String> given = new CompletableFuture<>();

    private StopSignal() {}

    /**
     * From now on these signals end nothing by themselves.
     *
     * @return tells whether one came
     */
    public static StopSignal register() {
        StopSignal stop = new StopSignal();
        Signals.register("TERM", () -> stop.given.complete("SIGTERM"));
        Signals.register("INT", () -> stop.given.complete("SIGINT"));
        return stop;
    }

    /**
     * Waits for a signal or for something else, whichever comes first.
     *
     * @param other what else
     * @throws ExecutionException where that failed
     * @throws InterruptedException where the thread is interrupted
     */
    public void awaitOr(CompletableFuture<?> other)
            throws ExecutionException, InterruptedException {
        CompletableFuture.anyOf(given, other).get();
    }

    /**
     * Whether a signal came.
     *
     * @return true from then on
     */
    public boolean isGiven() {
        return given.isDone();
    }

    /**
     * Which signal came.
     *
     * @return its name, or {@code ended} where none did
     */
    public String text() {
        return given.getNow("ended");
    }
}
