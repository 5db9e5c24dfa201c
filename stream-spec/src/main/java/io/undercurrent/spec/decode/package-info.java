/**
 * Decodes raw Kafka records into events, or says why that is not possible.
 *
 * <p>{@link io.undercurrent.spec.decode.StreamDecoders} creates the decoder that a source declares.
 * {@code RecordDecoder} does what all formats share and leaves the value to the format's own
 * decoder. JSON's is here; those of Avro and CSV have packages of their own.
 *
 * <p>Decoders reuse their buffers, which keeps an event cheap and confines a decoder to one thread.
 */
package io.undercurrent.spec.decode;
