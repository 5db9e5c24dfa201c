package io.undercurrent.scorer;

import io.undercurrent.scorer.network.EventNetwork;
import io.undercurrent.scorer.network.NetworkFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** A trained model of discrete events, which gives each code's probability to be the next one. */
public final class EventModel extends SequenceModel {
    private static final Fields ONE_CODE =
            new Fields(
                    "reads the codes of discrete events in one value field",
                    "name the one field that holds the code");

    private final EventNetwork network;

    /**
     * Creates a model from a trained network.
     *
     * @param name the name for people, without '@'
     * @param network sizes and weights
     */
    public EventModel(String name, EventNetwork network) {
        super(name, network.sha256(), network.trunk());
        this.network = network;
    }

    @Override
    public String kind() {
        return "a model of discrete events, which forecasts no numbers";
    }

    @Override
    public boolean reads(int channels, int covariates) {
        return network.tokens().reads(channels, covariates);
    }

    @Override
    public boolean forecasts() {
        return false;
    }

    @Override
    Fields fields() {
        return ONE_CODE;
    }

    @Override
    ScorerOptions.Builder fitting() {
        return ScorerOptions.builder(1).horizon(1);
    }

    /** The model's codes in turn, and now and then any of them or one that it does not know. */
    @Override
    double invented(int t, Random random) {
        List<Double> codes = network.tokens().symbols();
        int drawn = random.nextInt(4 * (codes.size() + 1));
        int at = drawn <= codes.size() ? drawn : t % codes.size();
        return at < codes.size() ? codes.get(at) : codes.get(at - 1) + 1;
    }

    @Override
    ChannelState newState(ScorerOptions options, int items) {
        return new EventState(network, options);
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
