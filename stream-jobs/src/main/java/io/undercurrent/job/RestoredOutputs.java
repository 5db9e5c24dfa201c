package io.undercurrent.job;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.StateInitializationContext;

/**
 * Keeps the ids of the output topics in operator state, so that a task that restarts notices that
 * one was deleted and created again meanwhile, and with it committed results.
 *
 * <p>The ids are of one run of the job. Another run that resumes from its checkpoint takes the
 * topics as it finds them: that is what its user was told to do. States of earlier builds have no
 * entry.
 */
final class RestoredOutputs {
    /** The operator state's name must never change. */
    static final String NAME = "output-topics";

    private static final Pattern TEXT =
            Pattern.compile("run=(\\S+) id=([A-Za-z0-9_-]{22}) topic=(\\S+)");

    private final String run;
    private ListState<String> state;

    /**
     * Creates the state.
     *
     * @param run identifies the run; the same in all attempts of a job
     */
    RestoredOutputs(String run) {
        this.run = run;
    }

    /**
     * Reads the state.
     *
     * @return ids by topic, as this run last kept them
     */
    Map<String, String> restore(StateInitializationContext context) throws Exception {
        state =
                context.getOperatorStateStore()
                        .getUnionListState(
                                new ListStateDescriptor<>(NAME, StringSerializer.INSTANCE));
        Map<String, String> ids = new TreeMap<>();
        for (String entry : state.get()) {
            Matcher parts = TEXT.matcher(entry);
            if (!parts.matches()) {
                throw new SuppressRestartsException( // it would find the same
                        new IllegalStateException(
                                String.format(
                                        Locale.ROOT,
                                        "state %s has the entry \"%s\": allowed is run=RUN id=ID topic=NAME; restore an earlier checkpoint",
                                        NAME,
                                        entry)));
            }
            if (parts.group(1).equals(run)) {
                ids.put(parts.group(3), parts.group(2));
            }
        }
        return ids;
    }

    /**
     * Writes the state; one of the subtasks does, the others have nothing to write.
     *
     * @param ids ids by topic
     */
    void snapshot(Map<String, String> ids) throws Exception {
        state.clear();
        for (Map.Entry<String, String> topic : ids.entrySet()) {
            state.add("run=" + run + " id=" + topic.getValue() + " topic=" + topic.getKey());
        }
    }
}
