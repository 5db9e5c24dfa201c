package io.undercurrent.stream.runtime;

/** Where a runtime talks with the user who started the program. */
public interface Console {
    /**
     * Prints a line at once.
     *
     * @param line the line
     */
    void say(String line);

    /**
     * Prints every few seconds how far a piece of work is and how long the rest will take.
     *
     * @param what the things that are counted, in the plural
     * @param done how many are done
     * @param total how many there are
     */
    void progress(String what, long done, long total);

    /**
     * Prints every few seconds how many are done, where the total is not known.
     *
     * @param what the things that are counted, in the plural
     * @param done how many are done
     */
    void count(String what, long done);

    /**
     * Takes SIGTERM and Ctrl-C from now on: they no longer end the process by themselves.
     *
     * @return tells whether one came
     */
    StopSignal stopSignal();
}
