package io.undercurrent.stream.scoring;

import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.scorer.SlabLayout;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Identifies the weights and the layout that a job's state belongs to. It is stored with the state.
 *
 * <p>If they differ from this job's, each key state is converted, or rebuilt from the events that
 * it keeps, when the key is next used. A state whose keys keep no events, or events with other
 * fields, is refused immediately and without restarts, because a model cannot use a state that
 * another model built.
 */
public final class ModelIdentity {
    private final IdentityText text;

    /**
     * Creates the identity of a job's state.
     *
     * @param model the weights
     * @param layout the layout of a slab with these weights and options
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
     * Combines the options of a text with those that it does not contain.
     *
     * @param text a text that {@link #toString} returned
     * @param others provides alarm rate, warm-up and how often to forecast
     * @return these options with the text's fields, horizon, levels, ring, seasons and precision
     * @throws IllegalArgumentException if the text has another form
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
     * Compares this identity with that of a restored state.
     *
     * @param restored the text of the job that wrote the state
     * @param where what holds the state, such as {@code the checkpoint}
     * @param discard how the user starts without the state, for the message
     * @return what happens to the key states; empty if they are used as they are
     * @throws ModelMismatchException if this model cannot use them
     */
    public Optional<String> check(String restored, String where, String discard) {
        return restored.equals(toString())
                ? Optional.empty()
                : Optional.of(changed(restored, where, discard));
    }

    private String changed(String restored, String where, String discard) {
        IdentityText was;
        try {
            was = IdentityText.parse(restored);
        } catch (IllegalArgumentException e) {
            throw refused(
                    restored,
                    where,
                    String.format(Locale.ROOT, "%s; run the version that wrote it", e.getMessage()),
                    discard);
        }
        IdentityText.Effect effect = was.under(text);
        if (effect == IdentityText.Effect.REFUSED) {
            throw refused(restored, where, "run that model, with its fields and options", discard);
        }
        if (effect == IdentityText.Effect.REBUILT && !was.keepsEvents()) {
            throw refused(
                    restored,
                    where,
                    "its keys keep no events to rebuild their key states from (job.rebuild-events): run that model and its options",
                    discard);
        }
        return String.format(
                Locale.ROOT,
                "%s belongs to model %s, this job runs model %s: each key's state is %s when the key is next touched",
                where,
                restored,
                text,
                effect == IdentityText.Effect.CONVERTED
                        ? "brought into this job's format"
                        : "rebuilt from the events that it keeps");
    }

    private ModelMismatchException refused(
            String restored, String where, String instead, String discard) {
        return new ModelMismatchException(
                String.format(
                        Locale.ROOT,
                        "%s belongs to model %s, this job runs model %s: %s, or %s",
                        where,
                        restored,
                        text,
                        instead,
                        discard));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
