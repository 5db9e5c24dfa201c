package io.undercurrent.streams.scoring;

import io.undercurrent.detect.episode.EpisodeChange;
import io.undercurrent.scorer.ScoreOutput;
import io.undercurrent.scorer.Scorer;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.decode.event.BadRecordException;
import io.undercurrent.stream.brokers.LiveLimits;
import io.undercurrent.stream.keystates.KeyStates;
import io.undercurrent.stream.metrics.Count;
import io.undercurrent.stream.metrics.StreamMetric;
import io.undercurrent.stream.record.Incoming;
import io.undercurrent.stream.record.IncomingDecoder;
import io.undercurrent.stream.record.Outgoing;
import io.undercurrent.stream.record.ResultRouting;
import io.undercurrent.stream.runtime.ResolvedStream;
import io.undercurrent.stream.scoring.EventScoring;
import io.undercurrent.stream.scoring.RecordFailedException;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores the events of one partition. It uses the same {@link EventScoring} as the Flink operator,
 * with slabs in a Kafka Streams store behind the write-back cache.
 */
final class ScoringProcessor
        implements Processor<byte[], byte[], byte[], Outgoing>, EventScoring.Results {
    /** Each costs one read of a slab. */
    private static final int ADOPTED_AN_EVENT = 100;

    private static final Logger LOG = LoggerFactory.getLogger(ScoringProcessor.class);

    private final StreamSpec spec;
    private final SharedModel model;
    private final LiveLimits limits;
    private final boolean acceptsTopic;
    private final IncomingDecoder decoder;
    private final ResultRouting addresses;

    private ProcessorContext<byte[], Outgoing> context;
    private KeyValueStore<Bytes, byte[]> slabs;
    private TaskMetrics metrics;
    private KeyStates keyStates;
    private StoredTimers timers;
    private LatestResults status;
    private OpenAlarms alarms;
    private EventScoring scoring;
    private StateMark mark;
    private CommitHook hook;
    private boolean begun;
    private long commits;

    /** The keys whose timers are not set yet; null if all are. */
    private KeyValueIterator<Bytes, byte[]> adopting;

    ScoringProcessor(
            ResolvedStream stream, SharedModel model, LiveLimits limits, boolean acceptsTopic) {
        spec = stream.spec();
        this.model = model;
        this.limits = limits;
        this.acceptsTopic = acceptsTopic;
        decoder = new IncomingDecoder(spec.source(), stream.schemas());
        addresses = new ResultRouting(spec.sink());
    }

    @Override
    public void init(ProcessorContext<byte[], Outgoing> taskContext) {
        context = taskContext;
        stopAdopting();
        begun = false; // a task that lost its transaction reuses its processor
        slabs = context.getStateStore(Stores.SLABS);
        KeyValueStore<Bytes, byte[]> due = context.getStateStore(Stores.TIMERS);
        mark = new StateMark(slabs, due);
        mark.check(model.identity()).ifPresent(LOG::warn);
        Limits.open(limits);
        if (!acceptsTopic) {
            limits.source().ifPresent(mark::checkSource);
        }
        metrics = new TaskMetrics(context.metrics(), context.taskId());
        decoder.show(metrics);
        Scorer scorer = model.scorer();
        scorer.shareKeys(limits::sourcePartitions); // a task for each
        status = new LatestResults(context.getStateStore(Stores.STATUS));
        alarms = new OpenAlarms(status);
        Count bytes = metrics.count(StreamMetric.KEY_STATE_WRITTEN_BYTES);
        keyStates =
                new KeyStates(
                        spec.job(),
                        scorer.layout().bytes(),
                        new StoredSlabs(slabs, bytes, this::forget),
                        false,
                        bytes,
                        metrics);
        if (spec.alarm().silence() && scorer.judgesSilence()) {
            keyStates.watchSilence(scorer);
        }
        timers = new StoredTimers(due, keyStates.timers());
        scoring = new EventScoring(spec, model.model(), scorer, keyStates, this, metrics, limits);
        hook = context.getStateStore(Stores.COMMIT);
        hook.set(this::beforeCommit);
        model.warmUp(scorer);
    }

    /**
     * Runs with the first record, because a store can be written only while a record is processed.
     */
    private void begin() throws Exception {
        begun = true;
        boolean expires = spec.job().expireAfter() != null;
        boolean watches = keyStates.watchesSilence();
        keyStates.open(timers, Stream.empty());
        boolean complete = mark.hasTimers(expires, watches);
        boolean forExpiry = complete || mark.hasTimers(true, false);
        mark.write(model.identity(), expires && forExpiry, watches && complete);
        adopting = complete ? null : slabs.all();
        limits.source().ifPresent(mark::writeSource);
        alarms.load();
    }

    /**
     * Sets timers for some of the keys that have none. All of them in one call could take longer
     * than a consumer may be without a poll.
     */
    private void adoptSome() throws Exception {
        if (adopting == null) {
            return;
        }
        for (int i = 0; i < ADOPTED_AN_EVENT && adopting.hasNext(); i++) {
            Bytes key = adopting.next().key;
            if (!StoreKeys.isMark(key)) {
                keyStates.timers().adopt(StoreKeys.text(key));
            }
        }
        if (!adopting.hasNext()) {
            stopAdopting();
            mark.write(
                    model.identity(), spec.job().expireAfter() != null, keyStates.watchesSilence());
        }
    }

    private void stopAdopting() {
        if (adopting != null) {
            adopting.close();
            adopting = null;
        }
    }

    private void forget(String key) {
        status.forget(key);
        alarms.forget(key);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        try {
            if (!begun) {
                begin();
            }
            adoptSome();
            scoring.score(incoming(record));
        } catch (StreamsException | RecordFailedException e) {
            throw e;
        } catch (Exception e) {
            throw new ProcessorStateException("a key's state cannot be read or written", e);
        }
    }

    private Incoming incoming(Record<byte[], byte[]> record) {
        RecordMetadata metadata = context.recordMetadata().orElseThrow();
        String source = spec.source().topic();
        long time = SourceTime.of(record.timestamp(), record.headers());
        RecordOrigin origin = RecordOrigin.of(metadata, record.key());
        // The headers are read only on our own repartition topic: anybody may write to the source.
        if (!metadata.topic().equals(source)) {
            try {
                origin = RecordOrigin.from(record.headers(), source);
            } catch (BadRecordException e) {
                return IncomingDecoder.rejected(
                        origin.topic(),
                        origin.partition(),
                        origin.offset(),
                        time,
                        origin.key(),
                        record.value(),
                        e);
            }
        }
        return decoder.decode(
                origin.topic(),
                origin.partition(),
                origin.offset(),
                time,
                origin.key(),
                record.value());
    }

    @Override
    public void collect(Outgoing out) {
        long time = out.timestamp >= 0 || limits.get().takesTime(0) ? out.timestamp : now();
        context.forward(new Record<>(out.key, out, Math.max(0, time), addresses.headers(out)));
    }

    private long now() {
        return context.currentSystemTimeMs();
    }

    @Override
    public void scored(Incoming in, ScoreOutput out, Outgoing score) {
        status.put(LatestResults.SCORE, in.key, score.value);
    }

    @Override
    public void episode(String key, String group, EpisodeChange change) {
        alarms.take(key, group, change);
    }

    @Override
    public void forecast(Incoming in, Outgoing forecast) {
        status.put(LatestResults.FORECAST, in.key, forecast.value);
    }

    private void beforeCommit() throws Exception {
        if (begun) {
            keyStates.flush();
            status.flush();
            commits++;
            scoring.snapshot(commits);
            scoring.committed(commits); // processors are not notified of commits
        }
    }

    @Override
    public void close() {
        stopAdopting();
        limits.close();
        if (metrics != null) {
            metrics.close();
        }
        if (hook != null) {
            hook.set(null);
        }
    }
}
