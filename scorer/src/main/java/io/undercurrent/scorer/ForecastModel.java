package io.undercurrent.scorer;

import io.undercurrent.scorer.inputs.InputOptions;
import io.undercurrent.scorer.network.ForecastNetwork;
import io.undercurrent.scorer.network.NetworkFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** A trained forecaster of numbers. */
public final class ForecastModel extends SequenceModel {
    private static final String TRAIN_TOGETHER =
            "name fields that fit, or train a model on this stream with train.channels: together";

    static final Fields EACH_BY_ITSELF =
            new Fields("reads each value field by itself and no covariates", TRAIN_TOGETHER);

    private final ForecastNetwork network;

    /**
     * Creates a forecaster from a trained network.
     *
     * @param name the name for people, without '@'
     * @param network sizes and weights
     */
    public ForecastModel(String name, ForecastNetwork network) {
        super(name, network.sha256(), network.trunk());
        this.network = network;
    }

    /** The network: sizes and weights. */
    public ForecastNetwork network() {
        return network;
    }

    @Override
    public String kind() {
        return "a trained forecaster of numbers";
    }

    @Override
    public boolean reads(int channels, int covariates) {
        return network.tokens().reads(channels, covariates);
    }

    @Override
    public boolean forecasts() {
        return true;
    }

    @Override
    Fields fields() {
        InputOptions tokens = network.tokens();
        return tokens.isTogether()
                ? new Fields(
                        String.format(
                                Locale.ROOT,
                                "reads %d value fields and %d covariates together",
                                tokens.channels(),
                                tokens.covariates()),
                        TRAIN_TOGETHER)
                : EACH_BY_ITSELF;
    }

    @Override
    ScorerOptions.Builder fitting() {
        InputOptions tokens = network.tokens();
        int[] horizons = tokens.horizonArray();
        return ScorerOptions.builder(tokens.channels())
                .covariates(tokens.covariates())
                .horizon(Math.min(ScorerOptions.MAX_HORIZON, horizons[horizons.length - 1]));
    }

    @Override
    ChannelState newState(ScorerOptions options, int items) {
        return new NetworkState(network, options, items);
    }

    @Override
    int dModel() {
        return network.config().width();
    }

    @Override
    void save(Path folder) throws IOException {
        NetworkFolder.write(folder, network);
    }
}
