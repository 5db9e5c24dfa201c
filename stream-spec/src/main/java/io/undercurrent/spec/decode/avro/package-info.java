/**
 * Decodes Avro values into events.
 *
 * <p>{@code AvroDecoder} joins two parts. An {@code AvroWriters} reads the header in front of a
 * value and finds the schema that it was written with: by fingerprint, or by a registry's id. An
 * {@code AvroBody} reads the fields: those of our Event, or those of a user's record along the
 * declared paths, with one {@code AvroPart} for each node.
 */
package io.undercurrent.spec.decode.avro;
