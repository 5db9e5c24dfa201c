package io.undercurrent.training.evaluate;

/** Hears how far long work has come; called from several threads, one at a time. */
public interface Progress {
    /**
     * Some work is done.
     *
     * @param what a set's name
     * @param done events or windows done
     * @param total all of them
     */
    void report(String what, long done, long total);
}
