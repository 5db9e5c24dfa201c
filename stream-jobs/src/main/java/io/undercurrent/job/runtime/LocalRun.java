package io.undercurrent.job.runtime;

import io.undercurrent.job.CheckpointFolder;
import io.undercurrent.job.DamagedCheckpointException;
import io.undercurrent.job.embedded.EmbeddedJob;
import io.undercurrent.job.embedded.StopWithSavepoint;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.metrics.MetricsServer;
import io.undercurrent.stream.runtime.Console;
import io.undercurrent.stream.runtime.ResolvedStream;
import io.undercurrent.stream.runtime.StopSignal;
import io.undercurrent.stream.runtime.StreamRuntime.ResumeRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.flink.runtime.jobmaster.JobResult;

/**
 * Runs the job on a cluster in this process.
 *
 * <p>A stop signal takes a savepoint. After a kill, the next run resumes from the newest complete
 * checkpoint.
 */
final class LocalRun {
    private final ResumeRequest resume;
    private final Console console;

    LocalRun(ResumeRequest resume, Console console) {
        this.resume = resume;
        this.console = console;
    }

    void run(ResolvedStream stream) throws Exception {
        // Opens the port first, so that a port in use is reported before a topic is created or a
        // state discarded. The registry was asked before.
        try (MetricsServer metrics = MetricsServer.listen(stream.spec())) {
            run(stream, metrics);
        }
    }

    private void run(ResolvedStream stream, MetricsServer metrics) throws Exception {
        StreamSpec spec = stream.spec();
        JobChecks checks = new JobChecks(spec, console);
        checks.check();
        checks.discard(resume.fresh());
        Optional<CheckpointFolder.Found> from = Resume.find(spec, resume, console::say);
        StopSignal stop = console.stopSignal();
        try (EmbeddedJob job =
                EmbeddedJob.start(
                        stream, from, Resume.claim(resume), resume.acceptGap(), metrics)) {
            metrics.url().ifPresent(url -> console.say("metrics at " + url));
            job.rest().ifPresent(console::say);
            console.say(
                    String.format(
                            Locale.ROOT,
                            "running: %s -> %s; stop with Ctrl-C or SIGTERM",
                            spec.source().topic(),
                            spec.sink().scores()));
            stop.awaitOr(job.result());
            if (stop.isGiven()) {
                console.say(stop.text() + ": taking a savepoint");
                console.say("stopped at " + StopWithSavepoint.stop(job));
            } else {
                ended(job.result());
            }
        } catch (DamagedCheckpointException | ExecutionException e) {
            throw Resume.refusal(e);
        }
    }

    private void ended(CompletableFuture<JobResult> result) throws Exception {
        JobResult ended = result.get();
        if (ended.getSerializedThrowable().isPresent()) {
            Throwable cause =
                    ended.getSerializedThrowable()
                            .get()
                            .deserializeError(LocalRun.class.getClassLoader());
            throw new ExecutionException("the job failed", cause);
        }
        console.say(
                "the job ended: " + ended.getJobStatus().map(Enum::name).orElse("status unknown"));
    }
}
