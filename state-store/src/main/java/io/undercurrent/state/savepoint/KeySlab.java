package io.undercurrent.state.savepoint;

/**
 * A key and its slab in encoded form. Public fields and an empty constructor make it a Flink POJO.
 */
public final class KeySlab {
    /** The key. */
    public String key;

    /** Its slab as {@link io.undercurrent.scorer.SlabCodec} writes it. */
    public byte[] slab;

    /** Creates an empty object, as Flink's POJO serializer needs. */
    public KeySlab() {}

    /**
     * Creates the slab of a key.
     *
     * @param key the key
     * @param slab its encoded slab
     */
    public KeySlab(String key, byte[] slab) {
        this.key = key;
        this.slab = slab;
    }
}
