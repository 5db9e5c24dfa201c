/**
 * What is decided on a model's output for one channel of one key: scaling, online read-out, alarm
 * calibration, quantiles and error growth over the horizon.
 *
 * <p>Every class is an algorithm over memory it does not own: a run of {@code size()} doubles at an
 * offset of the caller's array, started by {@code init}. So a key's whole memory is one flat array
 * that can be stored, copied and compared byte for byte, and an event allocates nothing. Results
 * are the same on every machine: only {@code + - * /}, square roots and {@link StrictMath} are
 * used. Instances keep scratch space at most, never a key's state, and belong to one thread.
 */
package io.undercurrent.detect;
