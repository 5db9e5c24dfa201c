package io.undercurrent.stream.runtime;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Lets threads wait for SIGTERM or Ctrl-C. */
public final class StopSignal {
    private final CompletableFuture<String> given = new CompletableFuture<>();

    /** Creates a signal that has not arrived yet. */
    public StopSignal() {}

    /**
     * Wakes all waiting threads because the signal has arrived. Only the first call counts.
     *
     * @param name the signal's name
     */
    public void give(String name) {
        given.complete(name);
    }

    /**
     * Waits for the signal or for another event, whichever comes first.
     *
     * @param other the other event
     * @throws ExecutionException if {@code other} failed
     * @throws InterruptedException if the thread is interrupted
     */
    public void awaitOr(CompletableFuture<?> other)
            throws ExecutionException, InterruptedException {
        CompletableFuture.anyOf(given, other).get();
    }

    /**
     * Waits for the signal.
     *
     * @param atMost the longest wait
     * @return whether the signal arrived in time
     * @throws InterruptedException if the thread is interrupted
     */
    public boolean await(Duration atMost) throws InterruptedException {
        try {
            given.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a stop signal is never completed with a failure", e);
        }
        return true;
    }

    /**
     * Tells whether the signal has arrived.
     *
     * @return true once it has
     */
    public boolean isGiven() {
        return given.isDone();
    }

    /**
     * Tells which signal arrived.
     *
     * @return its name, or {@code ended} if none has
     */
    public String text() {
        return given.getNow("ended");
    }
}
