package io.undercurrent.detect.anomaly;

/** A key's decision with its state, somewhere in two arrays. */
final class JudgedKey {
    static final int O = 1;
    static final int P = 2;

    /** Values after which a channel counts as well known. */
    private static final double MANY = 1e6;

    final KeyAlarm alarm;
    final double[] s;
    final float[] f;
    private final int channels;

    JudgedKey(double rate, int channels) {
        this.channels = channels;
        alarm = new KeyAlarm(rate, channels);
        s = new double[O + alarm.doubles() + 1];
        f = new float[P + alarm.floats() + 1];
        alarm.init(s, O, f, P);
    }

    void event(double[] surprises, double[] distances, boolean judged) {
        alarm.begin();
        for (int c = 0; c < channels; c++) {
            alarm.channel(c, surprises[c], distances[c], MANY);
        }
        alarm.decide(s, O, f, P, 1, judged);
    }

    double[] shares() {
        double[] shares = new double[channels];
        alarm.shares(shares);
        return shares;
    }
}
