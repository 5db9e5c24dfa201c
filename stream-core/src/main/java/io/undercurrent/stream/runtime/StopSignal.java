package io.undercurrent.stream.runtime;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** SIGTERM or Ctrl-C, as something to wait for. */
public final class StopSignal {
    private final CompletableFuture<String> given = new CompletableFuture<>();

    /** A signal that has not come yet. */
    public StopSignal() {}

    /**
     * Tells all waiting threads that the signal came. Only the first call counts.
     *
     * @param name the signal's name
     */
    public void give(String name) {
        given.complete(name);
    }

    /**
     * Waits for the signal or for something else, whichever comes first.
     *
     * @param other the other thing
     * @throws ExecutionException where the other thing failed
     * @throws InterruptedException where the thread is interrupted
     */
    public void awaitOr(CompletableFuture<?> other)
            throws ExecutionException, InterruptedException {
        CompletableFuture.anyOf(given, other).get();
    }

    /**
     * Waits for the signal.
     *
     * @param atMost the longest wait
     * @return whether it came
     * @throws InterruptedException where the thread is interrupted
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
     * Whether the signal came.
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
