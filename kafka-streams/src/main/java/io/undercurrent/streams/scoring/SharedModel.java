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
 * The model of one application, which its tasks share: the weights are loaded once and the JIT is
 * warmed up once. Each task has its own scorer.
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
     * Loads the stream's model.
     *
     * @param spec the stream's declaration
     * @throws IOException if a file cannot be read
     * @throws IllegalArgumentException if there is no model, or it does not fit the stream
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
     * @throws IOException if a file cannot be read
     * @throws IllegalArgumentException if there is no model, or it is not in a local folder
     */
    public static SequenceModel load(String uri) throws IOException {
        int colon = uri.indexOf(':');
        if (colon < 2 || uri.startsWith("bundled:") || uri.startsWith("file:")) {
            return Models.load(uri);
        }
        throw new IllegalArgumentException(
                String.format(
                        Locale.ROOT,
                        "model = %s: Kafka Streams has no file systems other than the local one; allowed are bundled:NAME and local folders, so copy the model there",
                        uri));
    }

    /** Creates a scorer for one task. */
    Scorer scorer() {
        return new Scorer(model, StreamOptions.scorer(spec), 1);
    }

    /** Scores made-up events until the JIT has compiled the step; only the first call does so. */
    synchronized void warmUp(Scorer scorer) {
        if (!warm) {
            warm = true;
            long events = WarmUp.run(scorer, spec.job().jitWarmUp());
            LOG.info("Mamba-2 step: {}; warmed up on {} events", StepVariant.choice(), events);
        }
    }

    /**
     * The model.
     *
     * @return the model
     */
    public SequenceModel model() {
        return model;
    }

    /**
     * The identity of the model that the key states belong to.
     *
     * @return the identity as stores and exports contain it
     */
    public ModelIdentity identity() {
        return identity;
    }

    /**
     * The size of a key state.
     *
     * @return encoded size, bytes
     */
    public int slabBytes() {
        return slabBytes;
    }

    /**
     * Describes the layout of a key state for log lines.
     *
     * @return its size and parts
     */
    public String describe() {
        return layout;
    }
}
