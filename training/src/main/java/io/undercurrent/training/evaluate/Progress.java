package io.undercurrent.training.evaluate;

/** Receives progress of long work; called from several threads, one at a time. */
public interface Progress {
    /**
     * Reports finished work.
     *
     * @param what a set's name
     * @param done events or windows done
     * @param total all of them
     */
    void report(String what, long done, long total);
}
