package io.undercurrent.streams.runtime;

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
import io.undercurrent.streams.run.Application;
import io.undercurrent.streams.run.LocalRun;
import io.undercurrent.streams.scoring.SharedModel;
import io.undercurrent.streams.state.MovedStates;
import java.io.IOException;
import java.util.List;

/** The runtime that scores with Kafka Streams and keeps key states in changelog topics. */
public final class KafkaStreamsRuntime implements StreamRuntime {
    /** For the service loader. */
    public KafkaStreamsRuntime() {}

    @Override
    public String name() {
        return "kafka-streams";
    }

    @Override
    public StateHome stateHome() {
        return StateHome.BROKERS;
    }

    @Override
    public RunLock lock(StreamSpec spec) throws IOException {
        return RunLock.takeFolder(Application.folder(spec), "streams.state-folder");
    }

    @Override
    public SequenceModel loadModel(String uri) throws IOException {
        return SharedModel.load(uri);
    }

    @Override
    public void run(ResolvedStream stream, ResumeRequest resume, Console console) throws Exception {
        if (resume.from().isPresent()) {
            throw new IllegalArgumentException(
                    "--from "
                            + resume.from().get()
                            + ": kafka-streams keeps its key states with the brokers and resumes from there; leave the option out, or state export the checkpoint and state import the file");
        }
        new LocalRun(resume, console).run(stream);
    }

    @Override
    public void exportStates(ExportRequest request, Console console) throws Exception {
        MovedStates.write(request.spec().orElseThrow(), request.file(), console);
    }

    @Override
    public void importStates(ImportRequest request, Console console) throws Exception {
        MovedStates.take(request, console);
    }

    @Override
    public List<SavedState> statesIn(String folder) {
        throw new IllegalArgumentException(
                "--from "
                        + folder
                        + ": kafka-streams keeps its key states with the brokers; name the stream by --config stream.yaml instead");
    }

    @Override
    public List<SavedState> statesOf(StreamSpec spec) throws Exception {
        return MovedStates.list(spec);
    }

    @Override
    public SavedKey savedKey(String from, String key) {
        throw new IllegalArgumentException(
                "kafka-streams keeps its key states with the brokers and answers for a key while it runs: GET /keys/KEY at streams.http; state export writes them to a file, which forecast --state reads; --runtime flink reads a checkpoint");
    }

    @Override
    public void bootstrap(StreamSpec spec, boolean fresh, Console console) {
        throw new IllegalArgumentException(
                "bootstrap: only flink builds key states from a topic's history; use --runtime flink, then state export the savepoint and state import the file with --runtime kafka-streams");
    }
}
