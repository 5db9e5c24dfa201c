package io.undercurrent.scorer;

/**
 * Moves the model's recurrent states between a slab and the model's step: either in place as 32-bit
 * numbers, or as {@link Half} numbers, four to a 64-bit integer at the header's end. Half numbers
 * are rounded after every event and not when a slab is written, so that results do not depend on
 * when a checkpoint or a cache writes.
 */
abstract class ModelStates {
    /** Half numbers per 64-bit integer. */
    static final int IN_A_LONG = 4;

    private static final int BITS = 16;

    /** Creates the accessor for a scorer's own slabs. */
    static ModelStates of(SlabLayout layout, boolean half, int conv, int ssm, int items) {
        return half ? new Halves(layout, conv + ssm, items) : new InPlace(layout);
    }

    /** The array that holds a channel's states from {@link #offset} on; do not keep it. */
    abstract float[] load(Slab slab, int channel, int item);

    abstract int offset(int channel);

    /** Stores a channel's states after a step over the array that {@link #load} returned. */
    abstract void store(Slab slab, int channel, int item);

    /** Events that may run through the model before its states must be stored. */
    abstract int run(int segment);

    private static final class InPlace extends ModelStates {
        private final SlabLayout layout;

        InPlace(SlabLayout layout) {
            this.layout = layout;
        }

        @Override
        float[] load(Slab slab, int channel, int item) {
            return slab.floats;
        }

        @Override
        int offset(int channel) {
            return layout.floatsOf(channel);
        }

        @Override
        void store(Slab slab, int channel, int item) {}

        @Override
        int run(int segment) {
            return segment;
        }
    }

    private static final class Halves extends ModelStates {
        private final SlabLayout layout;
        private final float[][] loaded;

        Halves(SlabLayout layout, int states, int items) {
            this.layout = layout;
            loaded = new float[items][states];
        }

        @Override
        float[] load(Slab slab, int channel, int item) {
            float[] states = loaded[item];
            unpack(slab.header, layout.halvesOf(channel), states, 0, states.length);
            return states;
        }

        @Override
        int offset(int channel) {
            return 0;
        }

        @Override
        void store(Slab slab, int channel, int item) {
            float[] states = loaded[item];
            pack(states, 0, states.length, slab.header, layout.halvesOf(channel));
        }

        /** States are rounded after every event, so longer runs would give other states. */
        @Override
        int run(int segment) {
            return 1;
        }
    }

    /** The number of 64-bit integers for {@code halves} half numbers. */
    static int longs(int halves) {
        return (halves + IN_A_LONG - 1) / IN_A_LONG;
    }

    static void pack(float[] from, int at, int n, long[] to, int target) {
        for (int i = 0; i < n; i += IN_A_LONG) {
            long packed = 0;
            for (int k = 0; k < IN_A_LONG && i + k < n; k++) {
                packed |= (long) Half.of(from[at + i + k]) << (BITS * k);
            }
            to[target + i / IN_A_LONG] = packed;
        }
    }

    static void unpack(long[] from, int at, float[] to, int target, int n) {
        for (int i = 0; i < n; i += IN_A_LONG) {
            long packed = from[at + i / IN_A_LONG];
            for (int k = 0; k < IN_A_LONG && i + k < n; k++) {
                to[target + i + k] = Half.toFloat((int) (packed >>> (BITS * k)) & 0xffff);
            }
        }
    }
}
