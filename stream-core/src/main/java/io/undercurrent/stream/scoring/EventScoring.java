package io.undercurrent.stream.scoring;

import io.undercurrent.detect.episode.EpisodeChange;
import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.scorer.ForecastOutput;
import io.undercurrent.scorer.KeyEpisodes;
import io.undercurrent.scorer.ScoreOutput;
import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.scorer.Silence;
import io.undercurrent.scorer.Slab;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.brokers.OutputLimits;
import io.undercurrent.stream.keystates.KeyStates;
import io.undercurrent.stream.metrics.Metrics;
import io.undercurrent.stream.record.Incoming;
import io.undercurrent.stream.record.Outgoing;
import io.undercurrent.stream.record.Records;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores source records in any runtime: each becomes a dead letter, or a score that may come with
 * an anomaly, a forecast and records of its key's episode. An event costs one call of the scorer.
 * Not thread-safe.
 */
public final class EventScoring {
    /** Receives the results. */
    public interface Results {
        /**
         * Receives a result, which is to be sent.
         *
         * @param out the record
         */
        void collect(Outgoing out);

        /**
         * Called when an event was scored; {@link #collect} gets its results before and after this
         * call.
         *
         * @param in the event
         * @param out the scorer's result, valid only during the call
         * @param score its encoded Score record
         * @throws Exception if the runtime's own bookkeeping fails
         */
        default void scored(Incoming in, ScoreOutput out, Outgoing score) throws Exception {}

        /**
         * Called when a forecast was made.
         *
         * @param in the event after which it was made
         * @param forecast its encoded Forecast record
         * @throws Exception if the runtime's own bookkeeping fails
         */
        default void forecast(Incoming in, Outgoing forecast) throws Exception {}

        /**
         * Called for each change of a key's episode, reported or not.
         *
         * @param key the key
         * @param group the key's group; null if it has none
         * @param change what happened
         * @throws Exception if the runtime's own bookkeeping fails
         */
        default void episode(String key, String group, EpisodeChange change) throws Exception {}
    }

    private static final Logger LOG = LoggerFactory.getLogger(EventScoring.class);

    private final LateEvents late;
    private final Scorer scorer;
    private final KeyStates keyStates;
    private final Results results;
    private final Supplier<OutputLimits> limits;
    private final Records records;
    private final DeadLetters deadLetters;
    private final ScoringCounts counts;
    private final ForecastOutput forecast;
    private final KeyEpisodes keyEpisodes;
    private final List<EpisodeChange> changes = new ArrayList<>();
    private long timestamp;

    private final ScoreOutput output;

    /**
     * Creates the scoring of one instance, without limits on its results.
     *
     * @param spec the stream's declaration
     * @param model the weights, for the records' model id
     * @param scorer a scorer of these weights
     * @param keyStates the keys' slabs
     * @param results receives the results
     * @param metrics where to register the counts
     */
    public EventScoring(
            StreamSpec spec,
            SequenceModel model,
            Scorer scorer,
            KeyStates keyStates,
            Results results,
            Metrics metrics) {
        this(spec, model, scorer, keyStates, results, metrics, () -> OutputLimits.NONE);
    }

    /**
     * Creates the scoring of one instance.
     *
     * @param spec the stream's declaration
     * @param model the weights, for the records' model id
     * @param scorer a scorer of these weights
     * @param keyStates the keys' slabs
     * @param results receives the results
     * @param metrics where to register the counts
     * @param limits the current limits of the topics
     */
    public EventScoring(
            StreamSpec spec,
            SequenceModel model,
            Scorer scorer,
            KeyStates keyStates,
            Results results,
            Metrics metrics,
            Supplier<OutputLimits> limits) {
        late = new LateEvents(spec.source().late());
        this.limits = limits;
        this.scorer = scorer;
        this.keyStates = keyStates;
        this.results = results;
        records = new Records(spec, model.id());
        deadLetters = new DeadLetters(records, limits, metrics);
        counts =
                new ScoringCounts(
                        metrics,
                        scorer.layout().bytes(),
                        model.id(),
                        spec.source().time().maxAhead(),
                        spec.alarm().rate(),
                        scorer::activeKeys);
        forecast = new ForecastOutput(StreamOptions.scorer(spec));
        output = new ScoreOutput(spec.source().values().size());
        keyEpisodes =
                new KeyEpisodes(
                        StreamOptions.episodes(spec.episodes()), new EventNames(spec.source()));
        keyStates.observeDeletes(this::beforeDelete);
        keyStates.observeSilences(this::report);
    }

    /** Ends the episode of a key whose state is deleted: nothing else would ever end it. */
    private void beforeDelete(String key, Slab slab) throws Exception {
        changes.clear();
        keyEpisodes.end(slab, changes::add);
        for (EpisodeChange change : changes) {
            Outgoing end = records.episode(key, timestamp, change);
            Optional<String> problem = limits.get().tooLarge(end);
            if (problem.isPresent()) {
                LOG.warn(
                        "the end of episode {} is not written: {}",
                        change.episode().id(),
                        problem.get());
            } else {
                results.collect(end);
            }
            results.episode(key, null, change);
            counts.episodes(change);
        }
    }

    /** Reports a key that is silent; nothing that scoring reads changes. */
    private void report(String key, Silence silence, long nowMicros) {
        Outgoing notice = records.silence(key, timestamp, silence, nowMicros);
        Optional<String> problem = limits.get().tooLarge(notice);
        if (problem.isPresent()) {
            LOG.warn("the notice of a silent key is not written: {}", problem.get());
            return;
        }
        results.collect(notice);
        counts.silences.inc();
    }

    /**
     * Scores a source record, or turns it into a dead letter.
     *
     * @param in an event or a rejected record
     * @throws RecordFailedException if scoring fails at this record
     * @throws Exception if the backend fails
     */
    public void score(Incoming in) throws Exception {
        try {
            scoreOrReject(in);
        } catch (Exception | StackOverflowError | AssertionError e) {
            Optional<RecordFailedException> placed = RecordFailedException.at(in, e);
            if (placed.isPresent()) {
                throw placed.get();
            }
            throw e;
        }
    }

    private void scoreOrReject(Incoming in) throws Exception {
        counts.events.inc();
        timestamp = in.timestamp;
        limits.get().judge(in);
        if (in.reason != null) {
            results.collect(deadLetters.of(in));
            return;
        }
        Slab slab = keyStates.get(in.key, in.partition, in.timeMicros, in.overlapMicros);
        if (slab == null) {
            score(in, scorer.newSlab());
        } else {
            in.timeMicros = Scorer.time(slab, in.timeMicros, in.overlapMicros);
            if (!isRefusedAsLate(slab, in)) {
                score(in, own(slab));
            }
        }
        counts.seen(in.timeMicros);
        keyStates.advance(in.partition, in.key, in.timeMicros, in.timestamp);
        keyStates.fireTimers();
    }

    private void score(Incoming in, Slab slab) throws Exception {
        long begin = System.nanoTime();
        scorer.score(slab, in.timeMicros, in.values, output);
        counts.called(System.nanoTime() - begin);
        emit(in, slab, output);
        Scorer.setPartition(slab, in.partition);
        keyStates.put(in.key, slab);
    }

    /**
     * All events scored so far belong to this checkpoint or an earlier one.
     *
     * @param checkpoint its id, higher than all earlier ones
     */
    public void snapshot(long checkpoint) {
        counts.commits.snapshot(checkpoint);
    }

    /**
     * Called when the results up to a checkpoint are committed.
     *
     * @param checkpoint its id
     */
    public void committed(long checkpoint) {
        counts.commits.committed(checkpoint);
    }

    private Slab own(Slab slab) {
        Slab own = scorer.adopt(slab);
        if (own != slab) {
            counts.slabsRebuilt.inc();
        }
        return own;
    }

    private boolean isRefusedAsLate(Slab slab, Incoming in) throws Exception {
        LateEvents.Refusal refusal = late.refuse(slab, in.timeMicros);
        if (refusal == null) {
            return false;
        }
        deadLetter(in, DeadLetterReason.LATE, refusal.detail());
        if (refusal.isStateChanged()) {
            keyStates.put(in.key, slab);
        }
        return true;
    }

    private void emit(Incoming in, Slab slab, ScoreOutput out) throws Exception {
        changes.clear();
        keyEpisodes.take(slab, in.timeMicros, in.partition, in.offset, out, changes::add);
        List<Outgoing> episodes = episodes(in);
        Outgoing score = records.score(in, out);
        Outgoing anomaly = out.alarm ? records.anomaly(in, out) : null;
        boolean isForecast = out.forecastDue && scorer.forecast(slab, forecast);
        if (out.forecastDue && forecast.notFinite) {
            counts.withheld.inc();
        }
        Outgoing made = isForecast ? records.forecast(in, forecast, slab.usualGapMicros()) : null;
        Optional<String> problem = tooLarge(score, anomaly, made, episodes);
        if (problem.isPresent()) {
            keyEpisodes.undo(slab); // nobody is told of what happened to it
            // One dead letter replaces all results: an event has a score or a dead letter, never
            // both.
            deadLetter(in, DeadLetterReason.TOO_LARGE, problem.get());
            return;
        }
        results.collect(score);
        results.scored(in, out, score);
        counts.scored(in, out);
        if (anomaly != null) {
            results.collect(anomaly);
            counts.anomalies.inc();
        }
        episodes.forEach(results::collect);
        for (EpisodeChange change : changes) {
            results.episode(in.key, records.group(in), change);
            counts.episodes(change);
        }
        if (made != null) {
            results.collect(made);
            results.forecast(in, made);
            counts.forecasts.inc();
        }
    }

    private List<Outgoing> episodes(Incoming in) {
        return changes.isEmpty()
                ? List.of()
                : changes.stream()
                        .filter(change -> change.kind().isReported())
                        .map(change -> records.episode(in, change))
                        .toList();
    }

    private Optional<String> tooLarge(
            Outgoing score, Outgoing anomaly, Outgoing made, List<Outgoing> episodes) {
        OutputLimits now = limits.get();
        Optional<String> problem = now.tooLarge(score);
        if (problem.isEmpty() && anomaly != null) {
            problem = now.tooLarge(anomaly);
        }
        if (problem.isEmpty() && made != null) {
            problem = now.tooLarge(made);
        }
        for (int i = 0; problem.isEmpty() && i < episodes.size(); i++) {
            problem = now.tooLarge(episodes.get(i));
        }
        return problem;
    }

    private void deadLetter(Incoming in, DeadLetterReason reason, String detail) {
        results.collect(deadLetters.of(in, reason, detail));
    }
}
