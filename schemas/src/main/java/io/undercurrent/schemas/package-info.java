/**
 * The Avro records that go into and come out of a stream, generated from {@code src/main/avro}, and
 * their wire format.
 *
 * <p>The wire format is Avro's single-object encoding: two marker bytes, the writer schema's 64-bit
 * fingerprint, the record. It needs no registry, and a reader gets an error for an unknown schema
 * instead of garbage. It costs ten bytes per record.
 */
package io.undercurrent.schemas;
