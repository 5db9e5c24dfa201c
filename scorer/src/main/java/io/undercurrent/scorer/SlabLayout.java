package io.undercurrent.scorer;

import io.undercurrent.detect.HorizonErrors;
import io.undercurrent.detect.Normaliser;
import io.undercurrent.detect.QuantileTracker;
import io.undercurrent.detect.RecursiveLeastSquares;
import io.undercurrent.detect.ResidualCalibrator;
import java.util.List;

/**
 * Where everything stands in a slab, and how many bytes that takes: a formula of the model's
 * configuration and the scorer's options, never of the history.
 *
 * <p>A slab is: envelope, header (64-bit integers), then for every channel its 64-bit numbers
 * (normaliser, read-out, calibrator), then for every channel its 32-bit numbers (convolution tails,
 * SSM states).
 */
public final class SlabLayout {
    static final int MODEL_HASH = 0;
    static final int EVENTS = 1;
    static final int VALUES = 2;
    static final int LAST_TIME = 3;
    static final int USUAL_GAP = 4;
    static final int HEADER_LENGTH = 5;

    /** Within a channel's doubles: what the pending one-step forecast was made from. */
    static final int EXPECTED = 0;

    static final int BASE_LOCATION = 1;
    static final int BASE_SCALE = 2;
    static final int LAST_VALUE = 3;
    static final int FEATURES = 4;

    final int features;
    final int rls;
    final int normaliser;
    final int calibrator;
    final int quantiles;
    final int horizonErrors;
    final int channelDoubles;
    final int channelFloats;
    private final int convFloats;
    private final int channels;

    SlabLayout(
            int channels,
            int features,
            int convFloats,
            int ssmFloats,
            RecursiveLeastSquares rls,
            Normaliser normaliser,
            ResidualCalibrator calibrator,
            QuantileTracker quantiles,
            HorizonErrors horizonErrors) {
        this.channels = channels;
        this.features = features;
        this.convFloats = convFloats;
        this.rls = FEATURES + features;
        this.normaliser = this.rls + rls.size();
        this.calibrator = this.normaliser + normaliser.size();
        this.quantiles = this.calibrator + calibrator.size();
        this.horizonErrors = this.quantiles + quantiles.size();
        channelDoubles = this.horizonErrors + horizonErrors.size();
        channelFloats = convFloats + ssmFloats;
    }

    /**
     * A part of the slab.
     *
     * @param name what it holds
     * @param bytes its size, all channels together
     */
    public record Component(String name, int bytes) {}

    /**
     * The slab's parts in order.
     *
     * @return name and bytes of each; they add up to {@link #bytes()}
     */
    public List<Component> components() {
        return List.of(
                new Component("envelope", SlabCodec.ENVELOPE_BYTES),
                new Component("header", HEADER_LENGTH * Long.BYTES),
                new Component("read-out", channels * normaliser * Double.BYTES),
                new Component("normaliser", channels * (calibrator - normaliser) * Double.BYTES),
                new Component(
                        "calibrator", channels * (channelDoubles - calibrator) * Double.BYTES),
                new Component("convolution tails", channels * convFloats * Float.BYTES),
                new Component("SSM states", channels * (channelFloats - convFloats) * Float.BYTES));
    }

    /**
     * The size of one key's memory.
     *
     * @return bytes in its encoded form
     */
    public int bytes() {
        return SlabCodec.bytes(HEADER_LENGTH, channels * channelDoubles, channels * channelFloats);
    }

    /**
     * The formula with its numbers.
     *
     * @return one line, for logs and summaries
     */
    public String describe() {
        StringBuilder text = new StringBuilder().append(bytes()).append(" bytes a key =");
        String separator = " ";
        for (Component part : components()) {
            text.append(separator).append(part.name()).append(' ').append(part.bytes());
            separator = " + ";
        }
        return text.toString();
    }

    Slab newSlab() {
        return new Slab(HEADER_LENGTH, channels * channelDoubles, channels * channelFloats);
    }

    boolean fits(Slab slab) {
        return slab.header.length == HEADER_LENGTH
                && slab.doubles.length == channels * channelDoubles
                && slab.floats.length == channels * channelFloats;
    }

    int doublesOf(int channel) {
        return channel * channelDoubles;
    }

    int floatsOf(int channel) {
        return channel * channelFloats;
    }
}
