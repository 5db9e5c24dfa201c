package io.undercurrent.mamba2;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The scan with the Vector API, on the state in place. It goes along the channels and takes four
 * rows together, so that y is read and written once for four rows. Going down the rows would keep y
 * in registers, but rows lie a power of two apart and evict one another from the first-level cache.
 */
final class VectorScan implements StateScan {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private final int dState;
    private final int groups;
    private final int channels;
    private float[] state;
    private int offset;

    VectorScan(Mamba2Config c) {
        dState = c.dState();
        groups = c.ngroups();
        channels = c.dSsm();
    }

    @Override
    public void begin(float[] state, int offset) {
        this.state = state;
        this.offset = offset;
    }

    @Override
    public void next(TokenMixer token) {
        once(state, offset, token);
    }

    @Override
    public void end() {
        state = null;
    }

    @Override
    public void once(float[] state, int offset, TokenMixer t) {
        int n = 0;
        for (; n + 4 <= dState; n += 4) {
            rows(4, n, state, offset, t);
        }
        for (; n < dState; n++) {
            rows(1, n, state, offset, t);
        }
    }

    private void rows(int count, int n, float[] state, int offset, TokenMixer t) {
        int perGroup = channels / groups;
        for (int g = 0; g < groups; g++) {
            int b = channels + g * dState + n;
            int c = b + groups * dState;
            int at = offset + n * channels;
            int from = g * perGroup;
            if (count == 4) {
                four(state, at, channels, t.decay, t.input, t.conv, b, c, t.y, from, perGroup);
            } else {
                one(state, at, t.decay, t.input, t.conv, b, c, t.y, from, perGroup);
            }
        }
    }

    private static void four(
            float[] state,
            int at,
            int stride,
            float[] decay,
            float[] input,
            float[] conv,
            int b,
            int c,
            float[] y,
            int from,
            int count) {
        float b0 = conv[b];
        float b1 = conv[b + 1];
        float b2 = conv[b + 2];
        float b3 = conv[b + 3];
        float c0 = conv[c];
        float c1 = conv[c + 1];
        float c2 = conv[c + 2];
        float c3 = conv[c + 3];
        FloatVector vb0 = FloatVector.broadcast(SPECIES, b0);
        FloatVector vb1 = FloatVector.broadcast(SPECIES, b1);
        FloatVector vb2 = FloatVector.broadcast(SPECIES, b2);
        FloatVector vb3 = FloatVector.broadcast(SPECIES, b3);
        FloatVector vc0 = FloatVector.broadcast(SPECIES, c0);
        FloatVector vc1 = FloatVector.broadcast(SPECIES, c1);
        FloatVector vc2 = FloatVector.broadcast(SPECIES, c2);
        FloatVector vc3 = FloatVector.broadcast(SPECIES, c3);
        int to = from + count;
        int i = from;
        for (; i + LANES <= to; i += LANES) {
            int s = at + i;
            FloatVector d = FloatVector.fromArray(SPECIES, decay, i);
            FloatVector in = FloatVector.fromArray(SPECIES, input, i);
            FloatVector s0 = FloatVector.fromArray(SPECIES, state, s).fma(d, in.mul(vb0));
            FloatVector s1 = FloatVector.fromArray(SPECIES, state, s + stride).fma(d, in.mul(vb1));
            FloatVector s2 =
                    FloatVector.fromArray(SPECIES, state, s + 2 * stride).fma(d, in.mul(vb2));
            FloatVector s3 =
                    FloatVector.fromArray(SPECIES, state, s + 3 * stride).fma(d, in.mul(vb3));
            s0.intoArray(state, s);
            s1.intoArray(state, s + stride);
            s2.intoArray(state, s + 2 * stride);
            s3.intoArray(state, s + 3 * stride);
            FloatVector sum = s0.fma(vc0, FloatVector.fromArray(SPECIES, y, i));
            s3.fma(vc3, s2.fma(vc2, s1.fma(vc1, sum))).intoArray(y, i);
        }
        for (; i < to; i++) {
            int s = at + i;
            y[i] = update(state, s, decay[i], input[i] * b0, c0, y[i]);
            y[i] = update(state, s + stride, decay[i], input[i] * b1, c1, y[i]);
            y[i] = update(state, s + 2 * stride, decay[i], input[i] * b2, c2, y[i]);
            y[i] = update(state, s + 3 * stride, decay[i], input[i] * b3, c3, y[i]);
        }
    }

    private static void one(
            float[] state,
            int at,
            float[] decay,
            float[] input,
            float[] conv,
            int b,
            int c,
            float[] y,
            int from,
            int count) {
        float write = conv[b];
        float read = conv[c];
        FloatVector reads = FloatVector.broadcast(SPECIES, read);
        int to = from + count;
        int i = from;
        for (; i + LANES <= to; i += LANES) {
            FloatVector d = FloatVector.fromArray(SPECIES, decay, i);
            FloatVector in = FloatVector.fromArray(SPECIES, input, i).mul(write);
            FloatVector s = FloatVector.fromArray(SPECIES, state, at + i).fma(d, in);
            s.intoArray(state, at + i);
            s.fma(reads, FloatVector.fromArray(SPECIES, y, i)).intoArray(y, i);
        }
        for (; i < to; i++) {
            y[i] = update(state, at + i, decay[i], input[i] * write, read, y[i]);
        }
    }

    /** Updates one channel, for those at the end of a group that do not fill a vector. */
    private static float update(float[] state, int at, float keep, float add, float c, float sum) {
        state[at] = Math.fma(state[at], keep, add);
        return Math.fma(state[at], c, sum);
    }
}
