package io.undercurrent.job;

import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.scorer.SlabLayout;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which weights and which layout a job's state belongs to, kept in operator state.
 *
 * <p>Where they are not this job's, each key's memory is built anew when the key is next touched,
 * from the events that it keeps. A checkpoint whose keys keep none, or events of other fields, is
 * refused at once and without restarts: a state that was built by one model means nothing to
 * another.
 */
final class ModelIdentity {
    private static final Logger LOG = LoggerFactory.getLogger(ModelIdentity.class);
    private static final Pattern TEXT =
            Pattern.compile(
                    "(\\S+) sha256=(\\S+) (channels=\\d+)(?: (covariates=\\d+))? (horizon=.*?) bytes=\\d+(?: ring=(\\d+))?(?: states=fp16)?");

    private final String text;
    private ListState<String> state;

    ModelIdentity(SequenceModel model, SlabLayout layout, ScorerOptions options) {
        text =
                "%s sha256=%s channels=%d covariates=%d horizon=%d quantiles=%s bytes=%d ring=%d"
                                .formatted(
                                        model.id(),
                                        model.sha256(),
                                        options.channels(),
                                        options.covariates(),
                                        options.horizon(),
                                        options.quantiles(),
                                        layout.bytes(),
                                        options.ring())
                        + (options.halfStates() ? " states=fp16" : "");
    }

    /** The operator state's name never changes. */
    static ListStateDescriptor<String> descriptor() {
        return new ListStateDescriptor<>("model-identity", StringSerializer.INSTANCE);
    }

    void restore(StateInitializationContext context) throws Exception {
        state = context.getOperatorStateStore().getUnionListState(descriptor());
        for (String restored : state.get()) {
            if (!restored.equals(text)) {
                changed(restored);
            }
        }
    }

    private void changed(String restored) {
        Matcher was = TEXT.matcher(restored);
        Matcher is = TEXT.matcher(text);
        if (!was.matches() || !is.matches() || !isSameFields(was, is)) {
            throw refused(restored, "run the checkpoint's model, fields and options");
        }
        boolean same =
                was.group(2).equals(is.group(2))
                        && was.group(5).equals(is.group(5)); // but the ring
        boolean keepsEvents = was.group(6) != null && !was.group(6).equals("0");
        if (!same && !keepsEvents) {
            throw refused(
                    restored,
                    "its keys keep no events to build their memory anew from (job.rebuild-events): run the checkpoint's model and options");
        }
        LOG.warn(
                "the checkpoint belongs to model {}, this job runs model {}: each key's memory is {} when the key is next touched",
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

    private SuppressRestartsException refused(String restored, String instead) {
        return new SuppressRestartsException(
                new ModelMismatchException(
                        "the checkpoint belongs to model %s, this job runs model %s: %s, or start anew with --fresh"
                                .formatted(restored, text, instead)));
    }

    void snapshot() throws Exception {
        state.clear();
        state.add(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
