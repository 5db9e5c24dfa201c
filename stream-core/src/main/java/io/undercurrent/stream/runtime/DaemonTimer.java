package io.undercurrent.stream.runtime;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Makes timers of one thread that does not keep a process alive. */
public final class DaemonTimer {
    private DaemonTimer() {}

    /**
     * Makes a timer.
     *
     * @param name the thread's name
     * @return a new timer; the caller shuts it down
     */
    public static ScheduledExecutorService named(String name) {
        return Executors.newSingleThreadScheduledExecutor(
                task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                });
    }
}
