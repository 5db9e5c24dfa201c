package io.undercurrent.scorer;

/**
 * Where a slab holds the model's recurrent states, and how they come to the model's step: in place
 * as 32-bit numbers, or the SSM states as {@link Half} numbers, four to a 64-bit integer at the
 * header's end. The latter are rounded after every event and not when they are written somewhere,
 * so that results do not depend on when a checkpoint or a cache happens to write.
 */
abstract class ModelStates {
    /** Half numbers in a 64-bit integer. */
    static final int IN_A_LONG = 4;

    private static final int BITS = 16;

    /** Of a scorer's own slabs. */
    static ModelStates of(SlabLayout layout, boolean half, int conv, int ssm, int items) {
        return half ? new Halves(layout, conv, ssm, items) : new InPlace(layout);
    }

    /** The array that holds a channel's states from {@link #offset} on; not to be kept. */
    abstract float[] load(Slab slab, int channel, int item);

    abstract int offset(int channel);

    /** Takes a channel's states back after a step over what {@link #load} gave. */
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
        private final int conv;
        private final int ssm;
        private final float[][] loaded;

        Halves(SlabLayout layout, int conv, int ssm, int items) {
            this.layout = layout;
            this.conv = conv;
            this.ssm = ssm;
            loaded = new float[items][conv + ssm];
        }

        @Override
        float[] load(Slab slab, int channel, int item) {
            float[] states = loaded[item];
            System.arraycopy(slab.floats, layout.floatsOf(channel), states, 0, conv);
            unpack(slab.header, layout.halvesOf(channel), states, conv, ssm);
            return states;
        }

        @Override
        int offset(int channel) {
            return 0;
        }

        @Override
        void store(Slab slab, int channel, int item) {
            float[] states = loaded[item];
            System.arraycopy(states, 0, slab.floats, layout.floatsOf(channel), conv);
            pack(states, conv, ssm, slab.header, layout.halvesOf(channel));
        }

        /** As rounding comes after every event, more at once would give other states. */
        @Override
        int run(int segment) {
            return 1;
        }
    }

    /** 64-bit integers that so many half numbers take. */
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
