package io.undercurrent.demo.compose;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Checks whether a program of this machine exists and works. */
public final class Program {
    private Program() {}

    /**
     * Runs a command and kills it if it takes too long.
     *
     * @param patience how long it may take
     * @param command the program and its arguments
     * @return whether it ended in time, with status 0; also false if there is no such program
     * @throws InterruptedException if the thread is interrupted
     */
    public static boolean succeeds(Duration patience, String... command)
            throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException e) {
            return false; // no such program
        }
    }
}
