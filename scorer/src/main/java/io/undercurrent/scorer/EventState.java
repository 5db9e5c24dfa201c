package io.undercurrent.scorer;

import io.undercurrent.detect.StateCheck;
import io.undercurrent.detect.SurpriseCalibrator;
import io.undercurrent.scorer.inputs.EventInputs;
import io.undercurrent.scorer.network.EventNetwork;
import io.undercurrent.scorer.network.Softmax;
import java.util.List;

/**
 * A channel of discrete events under a trained network: before each event every symbol has a
 * probability, and an event is judged by the sum of its own probability and those of all less
 * likely symbols.
 *
 * <p>The expectation is the code of the most likely known symbol. There are no bounds.
 */
final class EventState extends ChannelState {
    private static final int READY = 0;
    private static final int HIDDEN = 1;

    private final EventNetwork network;
    private final EventInputs inputs;
    private final SurpriseCalibrator surprise;
    private final int width;
    private final int inputsAt;
    private final int surpriseAt;
    private final float[][] token;
    private final float[][] embedded = new float[1][];
    private final float[][] features;
    private final float[][] scores;
    private final double[] chances;

    /** The forecast probability of the last judged event and all less likely ones together. */
    private double tail;

    /** Whether the forecast of the last judged event was not finite. */
    private boolean unpredicted;

    EventState(EventNetwork network, ScorerOptions options) {
        this.network = network;
        inputs = new EventInputs(network.tokens());
        surprise = new SurpriseCalibrator(options.alarmRate());
        width = network.config().width();
        inputsAt = HIDDEN + width;
        surpriseAt = inputsAt + inputs.size();
        token = new float[1][EventInputs.WIDTH];
        features = new float[1][width];
        scores = new float[1][inputs.symbols()];
        chances = new double[inputs.symbols()];
    }

    @Override
    List<Part> parts() {
        return List.of(
                new Part("pending forecast", inputsAt),
                new Part("newest events", inputs.size()),
                new Part("calibrator", surprise.size()));
    }

    @Override
    void init(double[] s, int o, float[] f, int p) {
        s[o + READY] = 0;
        inputs.init(s, o + inputsAt);
        surprise.init(s, o + surpriseAt);
    }

    @Override
    void check(double[] s, int o, float[] f, int p) {
        StateCheck.whole("whether a forecast is pending", s[o + READY], 0, 1);
        inputs.check(s, o + inputsAt);
        surprise.check(s, o + surpriseAt);
    }

    @Override
    double judge(double[] s, int o, double value, int channel, ScoreOutput out) {
        out.values[channel] = value;
        out.expected[channel] = Double.NaN;
        out.lower[channel] = Double.NaN;
        out.upper[channel] = Double.NaN;
        out.probability[channel] = Double.NaN;
        tail = Double.NaN;
        unpredicted = false;
        if (s[o + READY] == 0) {
            return 1;
        }
        forecast(s, o);
        unpredicted = !Double.isFinite(chances[0]); // one score that is not finite spoils all
        if (unpredicted) {
            return 1;
        }
        out.expected[channel] = inputs.code(mostLikely());
        int symbol = inputs.symbol(value);
        if (symbol < 0) {
            return 1;
        }
        out.probability[channel] = chances[symbol];
        double sum = 0;
        for (double chance : chances) {
            sum += chance <= chances[symbol] ? chance : 0;
        }
        tail = Math.min(1, sum);
        return surprise.pValue(s, o + surpriseAt, tail);
    }

    @Override
    boolean isUnpredicted(double[] s, int o) {
        return unpredicted;
    }

    /** Softmax of the head's scores at the stored features. */
    private void forecast(double[] s, int o) {
        for (int i = 0; i < width; i++) {
            features[0][i] = (float) s[o + HIDDEN + i];
        }
        network.symbols(features, scores);
        Softmax.of(scores[0], 0, chances);
    }

    private int mostLikely() {
        int best = 0;
        for (int i = 1; i < chances.length - 1; i++) { // the unknown symbol has no code
            best = chances[i] > chances[best] ? i : best;
        }
        return best;
    }

    @Override
    void learn(double[] s, int o, float[] f, int p, double value) {
        if (!Double.isNaN(tail)) {
            surprise.update(s, o + surpriseAt, tail);
        }
    }

    @Override
    void observe(double[] s, int o, float[] f, int p, double value, long timeMicros) {
        inputs.observe(s, o + inputsAt, value, (double) timeMicros);
    }

    @Override
    void forgetTime(double[] s, int o, boolean usual) {
        inputs.forgetTime(s, o + inputsAt, usual);
    }

    @Override
    void input(
            double[] s,
            int o,
            float[] f,
            int p,
            int shared,
            boolean missing,
            float gap,
            int item,
            float[] input) {
        inputs.write(s, o + inputsAt, token[0], 0);
        embedded[0] = input;
        network.embed(token, embedded);
    }

    @Override
    void expect(double[] s, int o, float[] f, int p, int item, float[] hidden) {
        for (int i = 0; i < width; i++) {
            s[o + HIDDEN + i] = hidden[i];
        }
        s[o + READY] = 1;
    }

    /** Only the next event is forecast, and each score contains that forecast. */
    @Override
    boolean forecast(
            double[] s,
            int o,
            float[] f,
            int p,
            float[] state,
            int stateAt,
            double[] median,
            double[] quantiles) {
        return false;
    }
}
