package io.undercurrent.benchmarks.peers;

import io.undercurrent.benchmarks.local.Broker;
import io.undercurrent.benchmarks.local.Declaration;
import io.undercurrent.benchmarks.local.Folders;
import io.undercurrent.benchmarks.peers.job.Load;
import io.undercurrent.benchmarks.peers.job.PeerRun;
import io.undercurrent.benchmarks.peers.job.PeersSetting;
import io.undercurrent.benchmarks.peers.method.Contestant;
import io.undercurrent.spec.StreamSpec;
import java.util.List;

/** Runs of the job, each with outputs of its own that are gone afterwards. */
final class JobRuns {
    /** Looks at what a run has committed. */
    interface Check {
        void of(String topic, PeerRun run) throws Exception;
    }

    private final PeersSetting setting;
    private int runs;

    JobRuns(PeersSetting setting) {
        this.setting = setting;
    }

    PeersSetting setting() {
        return setting;
    }

    /**
     * One run.
     *
     * @param check null for none
     */
    PeerRun run(Contestant contestant, Load load, Check check) throws Exception {
        String name = name(contestant, "run");
        StreamSpec spec = setting.spec(contestant, load.topic(), name);
        List<String> topics = List.copyOf(Declaration.outputs(spec).values());
        Broker.create(setting.admin(), setting.partitions(), topics);
        try {
            PeerRun run = PeerRun.of(setting, load, contestant, spec);
            if (check != null) {
                check.of(spec.sink().scores(), run);
            }
            return run;
        } finally {
            setting.admin().deleteTopics(topics).all().get();
            Folders.delete(setting.folder().resolve(name));
        }
    }

    /** For outputs that no other run has. */
    String name(Contestant contestant, String what) {
        return contestant.name().replace('@', '-') + "-" + what + "-" + ++runs;
    }
}
