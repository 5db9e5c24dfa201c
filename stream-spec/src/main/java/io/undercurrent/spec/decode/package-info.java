/**
 * Raw Kafka records and CSV rows turned into events, or into a named reason why not.
 *
 * <p>Decoders reuse their buffers, which keeps an event cheap and confines a decoder to one thread.
 */
package io.undercurrent.spec.decode;
