package io.undercurrent.job.runtime;

import io.undercurrent.job.ModelFiles;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.RunLock;
import io.undercurrent.stream.runtime.Console;
import io.undercurrent.stream.runtime.ResolvedStream;
import io.undercurrent.stream.runtime.StreamRuntime;
import io.undercurrent.stream.runtime.StreamRuntime.ExportRequest;
import io.undercurrent.stream.runtime.StreamRuntime.ImportRequest;
import io.undercurrent.stream.runtime.StreamRuntime.ResumeRequest;
import io.undercurrent.stream.runtime.StreamRuntime.SavedKey;
import io.undercurrent.stream.runtime.StreamRuntime.SavedState;
import java.io.IOException;
import java.util.List;

/** The runtime that scores with Flink and keeps key states in a folder of checkpoints. */
public final class FlinkRuntime implements StreamRuntime {
    /** For the service loader. */
    public FlinkRuntime() {}

    @Override
    public String name() {
        return "flink";
    }

    @Override
    public StateHome stateHome() {
        return StateHome.CHECKPOINTS;
    }

    @Override
    public RunLock lock(StreamSpec spec) throws IOException {
        return JobChecks.lock(spec);
    }

    @Override
    public SequenceModel loadModel(String uri) throws IOException {
        return ModelFiles.load(uri);
    }

    @Override
    public void run(ResolvedStream stream, ResumeRequest resume, Console console) throws Exception {
        new LocalRun(resume, console).run(stream);
    }

    @Override
    public void exportStates(ExportRequest request, Console console) throws Exception {
        SavedStates.export(request.from().orElseThrow(), request.file(), console);
    }

    @Override
    public void importStates(ImportRequest request, Console console) throws Exception {
        new NewState(request.spec(), console).take(request);
    }

    @Override
    public List<SavedState> statesIn(String folder) throws Exception {
        return SavedStates.list(folder);
    }

    @Override
    public List<SavedState> statesOf(StreamSpec spec) throws Exception {
        return SavedStates.list(spec.checkpoint().folder());
    }

    @Override
    public SavedKey savedKey(String from, String key) throws Exception {
        return SavedStates.key(from, key);
    }

    @Override
    public void bootstrap(StreamSpec spec, boolean fresh, Console console) throws Exception {
        new NewState(spec, console).bootstrap(fresh);
    }
}
