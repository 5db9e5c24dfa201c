package io.undercurrent.stream.runtime;

/**
 * One key's state as a checkpoint holds it.
 *
 * @param place the checkpoint's path
 * @param identity which weights, fields and options the state belongs to, in the job's own words
 * @param slab the encoded slab
 */
@SuppressWarnings("ArrayRecordComponent") // read once and never compared
public record SavedKey(String place, String identity, byte[] slab) {}
