package io.undercurrent.stream.runtime;

/**
 * A state that a run can start from.
 *
 * @param place a checkpoint's path, or a changelog topic's name
 * @param detail further details of the runtime, for the user
 */
public record SavedState(String place, String detail) {}
