/**
 * The algorithms around a model's output for one channel of one key: scaling, online read-out,
 * alarm calibration, quantiles and error growth over the horizon.
 *
 * <p>No class owns its state: the state is {@code size()} doubles at an offset in the caller's
 * array, and {@code init} initialises them. So all of a key's state is one flat array that can be
 * stored, copied and compared byte for byte, and an event allocates nothing. Results are the same
 * on every machine: only {@code + - * /}, square roots and {@link StrictMath} are used. Instances
 * have no key's state, only scratch space, and each belongs to one thread.
 */
package io.undercurrent.detect;
