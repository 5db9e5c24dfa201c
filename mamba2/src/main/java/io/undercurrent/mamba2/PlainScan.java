package io.undercurrent.mamba2;

/**
 * The scan in plain Java. Rows of the state are copied to scratch rows, because C2 does not
 * vectorise a loop that uses an offset in one array and none in another. Two rows are updated
 * together, because each pair then reads and writes y once.
 */
final class PlainScan implements StateScan {

    private final int dState;
    private final int groups;
    private final int channels;
    private final float[] row0;
    private final float[] row1;
    private final float[][] rows;
    private float[] state;
    private int offset;

    PlainScan(Mamba2Config c) {
        dState = c.dState();
        groups = c.ngroups();
        channels = c.dSsm();
        row0 = new float[channels];
        row1 = new float[channels];
        rows = new float[dState][channels];
    }

    @Override
    public void once(float[] state, int offset, TokenMixer token) {
        int last = dState - 1;
        for (int n = 0; n <= last; n += 2) {
            int at = offset + n * channels;
            System.arraycopy(state, at, row0, 0, channels);
            if (n < last) {
                System.arraycopy(state, at + channels, row1, 0, channels);
                pair(n, row0, row1, token);
                System.arraycopy(row1, 0, state, at + channels, channels);
            } else {
                single(n, row0, token);
            }
            System.arraycopy(row0, 0, state, at, channels);
        }
    }

    @Override
    public void begin(float[] state, int offset) {
        this.state = state;
        this.offset = offset;
        for (int n = 0; n < dState; n++) {
            System.arraycopy(state, offset + n * channels, rows[n], 0, channels);
        }
    }

    @Override
    public void next(TokenMixer token) {
        int last = dState - 1;
        for (int n = 0; n < last; n += 2) {
            pair(n, rows[n], rows[n + 1], token);
        }
        if (last % 2 == 0) {
            single(last, rows[last], token);
        }
    }

    @Override
    public void end() {
        for (int n = 0; n < dState; n++) {
            System.arraycopy(rows[n], 0, state, offset + n * channels, channels);
        }
        state = null;
    }

    private void pair(int n, float[] s0, float[] s1, TokenMixer t) {
        int perGroup = channels / groups;
        int read = channels + groups * dState;
        for (int g = 0; g < groups; g++) {
            int at = g * dState + n;
            Kernels.updateState2(
                    s0,
                    s1,
                    t.decay,
                    t.input,
                    t.y,
                    t.conv[channels + at],
                    t.conv[read + at],
                    t.conv[channels + at + 1],
                    t.conv[read + at + 1],
                    g * perGroup,
                    (g + 1) * perGroup);
        }
    }

    private void single(int n, float[] s, TokenMixer t) {
        int perGroup = channels / groups;
        int read = channels + groups * dState;
        for (int g = 0; g < groups; g++) {
            int at = g * dState + n;
            Kernels.updateState(
                    s,
                    t.decay,
                    t.input,
                    t.y,
                    t.conv[channels + at],
                    t.conv[read + at],
                    g * perGroup,
                    (g + 1) * perGroup);
        }
    }
}
