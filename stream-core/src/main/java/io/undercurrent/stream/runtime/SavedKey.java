package io.undercurrent.stream.runtime;

/**
 * One key's state, as stored in a checkpoint.
 *
 * @param place the checkpoint's path
 * @param identity the weights, fields and options that the state belongs to, as the job describes
 *     them
 * @param slab the encoded slab
 */
@SuppressWarnings("ArrayRecordComponent") // read once and never compared
public record SavedKey(String place, String identity, byte[] slab) {}
