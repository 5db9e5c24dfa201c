package io.undercurrent.stream.runtime;

/** Lets a runtime talk to the user who started the program. */
public interface Console {
    /**
     * Prints a line immediately.
     *
     * @param line the line
     */
    void say(String line);

    /**
     * Reports the progress of some work every few seconds, and how long the rest will take.
     *
     * @param what the name of the counted things, in the plural
     * @param done how many are done
     * @param total how many there are
     */
    void progress(String what, long done, long total);

    /**
     * Reports every few seconds how many are done, for work whose total is not known.
     *
     * @param what the name of the counted things, in the plural
     * @param done how many are done
     */
    void count(String what, long done);

    /**
     * Starts to intercept SIGTERM and Ctrl-C: from now on they no longer end the process by
     * themselves.
     *
     * @return the signal, which tells whether one has arrived
     */
    StopSignal stopSignal();
}
