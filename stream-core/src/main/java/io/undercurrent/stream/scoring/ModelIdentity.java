package io.undercurrent.stream.scoring;

import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.scorer.SlabLayout;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which weights and which layout a job's state belongs to, kept beside the state.
 *
 * <p>Where they are not this job's, each key's memory is built anew when the key is next touched,
 * from the events that it keeps. A state whose keys keep none, or events of other fields, is
 * refused at once and without restarts: a state that was built by one model means nothing to
 * another.
 */
public final class ModelIdentity {
    private final IdentityText text;

    /**
     * The identity of a job's state.
     *
     * @param model the weights
     * @param layout a key's state under these weights and options
     * @param options the scorer's options
     */
    public ModelIdentity(SequenceModel model, SlabLayout layout, ScorerOptions options) {
        text =
                IdentityText.of(
                        model.id(),
                        Map.of(
                                IdentityText.SHA256,
                                model.sha256(),
                                IdentityText.BYTES,
                                Integer.toString(layout.bytes())),
                        options);
    }

    /**
     * The options that a text tells of, beside others that it does not.
     *
     * @param text what {@link #toString} gave
     * @param others alarm rate, warm-up and how often to forecast
     * @return the same with the text's fields, horizon, levels, ring, seasons and precision
     * @throws IllegalArgumentException where it is no such text
     */
    static ScorerOptions options(String text, ScorerOptions others) {
        IdentityText told;
        try {
            told = IdentityText.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "\"%s\" does not tell which model and options key states belong to (%s): export them again",
                            text,
                            e.getMessage()),
                    e);
        }
        return told.options(others);
    }

    /**
     * Compares with what a state says of itself.
     *
     * @param restored the text of the state's owner
     * @param where what holds the state, such as {@code the checkpoint}
     * @param anew what would begin anew instead
     * @return what becomes of the memories; empty where they go on as they are
     * @throws ModelMismatchException where they mean nothing to this model
     */
    public Optional<String> check(String restored, String where, String anew) {
        return restored.equals(toString())
                ? Optional.empty()
                : Optional.of(changed(restored, where, anew));
    }

    private String changed(String restored, String where, String anew) {
        IdentityText was;
        try {
            was = IdentityText.parse(restored);
        } catch (IllegalArgumentException e) {
            throw refused(
                    restored,
                    where,
                    String.format(Locale.ROOT, "%s; run the version that wrote it", e.getMessage()),
                    anew);
        }
        IdentityText.Effect effect = was.under(text);
        if (effect == IdentityText.Effect.REFUSED) {
            throw refused(restored, where, "run that model, with its fields and options", anew);
        }
        if (effect == IdentityText.Effect.REBUILT && !was.keepsEvents()) {
            throw refused(
                    restored,
                    where,
                    "its keys keep no events to build their memory anew from (job.rebuild-events): run that model and its options",
                    anew);
        }
        return String.format(
                Locale.ROOT,
                "%s belongs to model %s, this job runs model %s: each key's memory is %s when the key is next touched",
                where,
                restored,
                text,
                effect == IdentityText.Effect.CONVERTED
                        ? "brought into this job's format"
                        : "built anew from the events that it keeps");
    }

    private ModelMismatchException refused(
            String restored, String where, String instead, String anew) {
        return new ModelMismatchException(
                String.format(
                        Locale.ROOT,
                        "%s belongs to model %s, this job runs model %s: %s, or %s",
                        where,
                        restored,
                        text,
                        instead,
                        anew));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
