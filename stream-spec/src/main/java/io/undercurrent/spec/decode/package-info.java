/**
 * Decodes raw Kafka records and CSV rows into events, or says why that is not possible.
 *
 * <p>Decoders reuse their buffers, which keeps an event cheap and confines a decoder to one thread.
 */
package io.undercurrent.spec.decode;
