package io.undercurrent.streams.scoring;

import io.undercurrent.mamba2.StepVariant;
import io.undercurrent.scorer.Models;
import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.scorer.WarmUp;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.scoring.ModelIdentity;
import io.undercurrent.stream.scoring.StreamOptions;
import java.io.IOException;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The weights of one application, loaded once and shared by its tasks; and the JVM's warm-up, which
 * is the same for all of them. Each task has a scorer of its own.
 */
public final class SharedModel {
    private static final Logger LOG = LoggerFactory.getLogger(SharedModel.class);

    private final StreamSpec spec;
    private final SequenceModel model;
    private final ModelIdentity identity;
    private final int slabBytes;
    private final String layout;
    private boolean warm;

    /**
     * Loads the weights.
     *
     * @param spec the stream's declaration
     * @throws IOException where a file cannot be read
     * @throws IllegalArgumentException where there is no model, or it does not fit the stream
     */
    public SharedModel(StreamSpec spec) throws IOException {
        this.spec = spec;
        model = load(spec.model());
        Scorer scorer = scorer();
        identity = new ModelIdentity(model, scorer.layout(), StreamOptions.scorer(spec));
        slabBytes = scorer.layout().bytes();
        layout = scorer.layout().describe();
    }

    /**
     * Loads a model.
     *
     * @param uri {@code bundled:NAME}, or a local folder
     * @return the model
     * @throws IOException where a file cannot be read
     * @throws IllegalArgumentException where there is no model, or it is not on this machine
     */
    public static SequenceModel load(String uri) throws IOException {
        int colon = uri.indexOf(':');
        if (colon < 2 || uri.startsWith("bundled:") || uri.startsWith("file:")) {
            return Models.load(uri);
        }
        throw new IllegalArgumentException(
                String.format(
                        Locale.ROOT,
                        "model = %s: Kafka Streams has no file systems besides the local one; allowed are bundled:NAME and local folders, so copy the model there",
                        uri));
    }

    /** A scorer for one task. */
    Scorer scorer() {
        return new Scorer(model, StreamOptions.scorer(spec), spec.job().batch());
    }

    /** Runs on made-up events until the step is compiled, once for all tasks. */
    synchronized void warmUp(Scorer scorer) {
        if (!warm) {
            warm = true;
            long events = WarmUp.run(scorer, spec.job().jitWarmUp());
            LOG.info("Mamba-2 step: {}; warmed up on {} events", StepVariant.choice(), events);
        }
    }

    /**
     * The weights.
     *
     * @return the model
     */
    public SequenceModel model() {
        return model;
    }

    /**
     * Whose the memories are.
     *
     * @return the identity that stores and exports hold
     */
    public ModelIdentity identity() {
        return identity;
    }

    /**
     * A key's memory.
     *
     * @return its encoded size in bytes
     */
    public int slabBytes() {
        return slabBytes;
    }

    /**
     * A key's memory in words.
     *
     * @return its size and parts
     */
    public String describe() {
        return layout;
    }
}
