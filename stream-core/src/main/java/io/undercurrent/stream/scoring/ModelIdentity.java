package io.undercurrent.stream.scoring;

import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.scorer.SlabLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which weights and which layout a job's state belongs to, kept beside the state.
 *
 * <p>Where they are not this job's, each key's memory is built anew when the key is next touched,
 * from the events that it keeps. A state whose keys keep none, or events of other fields, is
 * refused at once and without restarts: a state that was built by one model means nothing to
 * another.
 */
public final class ModelIdentity {
    private static final Pattern TEXT =
            Pattern.compile(
                    "(\\S+) sha256=(\\S+) (channels=\\d+)(?: (covariates=\\d+))? (horizon=.*?) bytes=\\d+(?: ring=(\\d+))?(?: seasons=\\[(.*?)\\])?(?: states=fp16)?");

    private static final Pattern FORECAST = Pattern.compile("horizon=(\\d+) quantiles=\\[(.*)\\]");
    private static final String HALF = " states=fp16";

    private final String text;

    /**
     * The identity of a job's state.
     *
     * @param model the weights
     * @param layout a key's memory under these weights and options
     * @param options the scorer's options
     */
    public ModelIdentity(SequenceModel model, SlabLayout layout, ScorerOptions options) {
        text =
                String.format(
                                Locale.ROOT,
                                "%s sha256=%s channels=%d covariates=%d horizon=%d quantiles=%s bytes=%d ring=%d",
                                model.id(),
                                model.sha256(),
                                options.channels(),
                                options.covariates(),
                                options.horizon(),
                                options.quantiles(),
                                layout.bytes(),
                                options.ring())
                        + (options.seasons().isEmpty() ? "" : " seasons=" + options.seasons())
                        + (options.halfStates() ? HALF : "");
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
        Matcher found = TEXT.matcher(text);
        Matcher forecast = FORECAST.matcher(found.matches() ? found.group(5) : "");
        if (!forecast.matches()) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "\"%s\" does not tell which model and options memories belong to: export them again",
                            text));
        }
        String covariates = found.group(4);
        String ring = found.group(6);
        String seasons = found.group(7);
        return new ScorerOptions(
                number(found.group(3)),
                Integer.parseInt(forecast.group(1)),
                Arrays.stream(forecast.group(2).split(", ")).map(Double::valueOf).toList(),
                others.forecastEvery(),
                others.alarmRate(),
                others.warmup(),
                seasons == null
                        ? List.of()
                        : Arrays.stream(seasons.split(", ")).map(Integer::valueOf).toList(),
                covariates == null ? 0 : number(covariates),
                ring == null ? 0 : Integer.parseInt(ring),
                text.endsWith(HALF));
    }

    private static int number(String entry) {
        return Integer.parseInt(entry.substring(entry.indexOf('=') + 1));
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
        return restored.equals(text)
                ? Optional.empty()
                : Optional.of(changed(restored, where, anew));
    }

    private String changed(String restored, String where, String anew) {
        Matcher was = TEXT.matcher(restored);
        Matcher is = TEXT.matcher(text);
        if (!was.matches() || !is.matches() || !isSameFields(was, is)) {
            throw refused(restored, where, "run that model, with its fields and options", anew);
        }
        boolean same =
                was.group(2).equals(is.group(2))
                        && was.group(5).equals(is.group(5))
                        && (was.group(7) == null || was.group(7).equals(is.group(7)));
        boolean keepsEvents = was.group(6) != null && !was.group(6).equals("0");
        if (!same && !keepsEvents) {
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
                same
                        ? "brought into this job's format"
                        : "built anew from the events that it keeps");
    }

    /** Formats before the ring did not tell of covariates. */
    private static boolean isSameFields(Matcher was, Matcher is) {
        return was.group(3).equals(is.group(3))
                && (was.group(4) == null || was.group(4).equals(is.group(4)));
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
        return text;
    }
}
