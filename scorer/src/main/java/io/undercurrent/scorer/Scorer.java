package io.undercurrent.scorer;

import io.undercurrent.detect.AlarmScore;
import io.undercurrent.detect.anomaly.AnomalyKind;
import io.undercurrent.detect.episode.KeyEpisode;
import io.undercurrent.detect.fleet.FleetBudget;
import io.undercurrent.mamba2.BackboneStep;
import io.undercurrent.scorer.network.ModelTrunk;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntSupplier;

/**
 * Scores one event: the function from (slab, event) to (slab, outputs) that all entry points call.
 *
 * <p>An instance owns scratch memory and belongs to one thread; slabs belong to the caller and are
 * changed in place. It allocates nothing per event. Events of different keys may be scored
 * together; the numbers are bit-identical to scoring each alone.
 */
public final class Scorer {
    private final SequenceModel model;
    private final ScorerOptions options;
    private final SlabLayout layout;
    private final ChannelState channelState;
    private final BackboneStep step;
    private final int channels;
    private final double channelRate;
    private final int maxBatch;
    private final Adoption adoption;
    private final ModelStates modelStates;
    private final float[][] inputs;
    private final float[][] hidden;
    private final float[][] states;
    private final int[] offsets;
    private final boolean[] restarted;
    private final KeyDetector detector;
    private final KeyBudget budget;
    private final Slab[] oneSlab = new Slab[1];
    private final long[] oneTime = new long[1];
    private final double[][] oneValues = new double[1][];
    private final ScoreOutput[] oneOutput = new ScoreOutput[1];

    /**
     * Creates a scorer of one model.
     *
     * @param model the frozen weights
     * @param options channels, horizon, levels, alarm rate, warm-up
     * @param maxBatch most events of different keys that are scored together, at least 1
     * @throws IllegalArgumentException if the model reads other fields together than the options
     *     have
     */
    public Scorer(SequenceModel model, ScorerOptions options, int maxBatch) {
        this.model = model;
        this.options = options;
        this.maxBatch = maxBatch;
        channels = options.channels();
        channelRate = AlarmScore.channelRate(options.alarmRate(), channels);
        int items = Math.multiplyExact(maxBatch, channels);
        model.checkFields(channels, options.covariates());
        channelState = model.newState(options, items);
        ModelTrunk trunk = model.trunk();
        layout = new SlabLayout(options, channelState, trunk.convFloats(), trunk.ssmFloats());
        step = trunk.newStep(items);
        inputs = new float[items][model.dModel()];
        hidden = new float[items][model.dModel()];
        states = new float[items][];
        offsets = new int[items];
        restarted = new boolean[channels];
        modelStates =
                ModelStates.of(
                        layout, options.halfStates(), trunk.convFloats(), trunk.ssmFloats(), items);
        detector =
                channelState.detector() == null
                        ? null
                        : new KeyDetector(channelState, options, layout);
        budget = new KeyBudget(options);
        adoption = new Adoption(this, layout, channelState, detector);
    }

    /**
     * The layout of this scorer's slabs.
     *
     * @return the layout
     */
    public SlabLayout layout() {
        return layout;
    }

    /**
     * Says how many tasks share the keys, for a budget without a declared number of keys.
     *
     * @param tasks their number, at least 1, asked at each event; each has about as many keys
     */
    public void shareKeys(IntSupplier tasks) {
        budget.share(tasks);
    }

    /** Starts the count of active keys again: those so far were not keys of the stream. */
    void forgetKeys() {
        budget.forgetKeys();
    }

    /**
     * How many keys share the budget, as far as this scorer knows.
     *
     * @return keys of all tasks, at least 1; 0 without a budget
     */
    public double activeKeys() {
        return budget.activeKeys();
    }

    /**
     * Whether {@link #forecast} ever gives a forecast.
     *
     * @return false for a model of discrete events, whose expectation is in each score
     */
    public boolean forecasts() {
        return model.forecasts();
    }

    /**
     * Converts a key state to this scorer. A slab of another model, other options or an older
     * format is rebuilt from the events that it keeps; whatever does not depend on the change is
     * copied.
     *
     * <p>A slab that was read is checked here, once: a checksum does not tell whether its numbers
     * can be.
     *
     * @param slab any slab of the same fields
     * @return the same slab if it fits already, else a new one
     * @throws IllegalArgumentException if it keeps no events, or events of other fields, or its
     *     header does not fit its arrays, or a number in it cannot be
     */
    public Slab adopt(Slab slab) {
        if (fits(slab)) {
            return checked(slab);
        }
        try {
            Slab next = adoption.of(slab);
            next.isChecked = false; // it holds what was copied
            return checked(next);
        } catch (IndexOutOfBoundsException | NegativeArraySizeException e) {
            throw new IllegalArgumentException(
                    "slab with a header that does not fit its arrays: the state is damaged, restore an earlier checkpoint",
                    e);
        }
    }

    /**
     * Checks the numbers that the scorer uses as indices, lengths and bounds, or that its
     * arithmetic would refuse: a few hundred comparisons, once for a slab that was read.
     */
    private Slab checked(Slab slab) {
        if (slab.isChecked) {
            return slab;
        }
        int c = -1;
        try {
            KeyEpisode.check(slab.header, SlabLayout.EPISODE, channels);
            FleetBudget.check(slab.header, SlabLayout.BUDGET);
            channelState.checkShared(slab.doubles, layout.sharedAt());
            for (c = 0; c < channels; c++) {
                channelState.check(
                        slab.doubles, layout.doublesOf(c), slab.floats, layout.ownFloatsOf(c));
                if (detector != null) {
                    detector.check(slab, c);
                }
            }
            c = -1;
            if (detector != null) {
                detector.checkKey(slab);
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "slab whose %s has %s; the state is damaged, restore an earlier checkpoint",
                            c < 0 ? "part for all fields" : "part for value field " + (c + 1),
                            e.getMessage()),
                    e);
        }
        slab.isChecked = true;
        return slab;
    }

    private boolean fits(Slab slab) {
        return layout.fits(slab) && slab.modelHash() == model.hashBits();
    }

    boolean forecastsLeaveTraces() {
        return channelState.forecastsLeaveTraces();
    }

    ScorerOptions options() {
        return options;
    }

    SequenceModel model() {
        return model;
    }

    ModelStates modelStates() {
        return modelStates;
    }

    /** The model's outputs after the last event of a channel, [d_model]; scratch memory. */
    float[] features(int channel) {
        return hidden[channel];
    }

    int maxBatch() {
        return maxBatch;
    }

    /**
     * Creates the key state of a key without events.
     *
     * @return a new slab
     */
    public Slab newSlab() {
        Slab slab = layout.newSlab();
        long[] header = slab.header;
        header[SlabLayout.MODEL_HASH] = model.hashBits();
        header[SlabLayout.CONFIG_HASH] = layout.configHash();
        header[SlabLayout.CHANNELS] = channels;
        header[SlabLayout.FIELDS] = options.fields();
        header[SlabLayout.INPUTS_HASH] = channelState.inputsHash();
        header[SlabLayout.INPUTS_AT] =
                SlabLayout.sizes(channelState.inputsAt(), channelState.inputsFloatsAt());
        header[SlabLayout.CHANNEL_NUMBERS] = layout.channelNumbers();
        header[SlabLayout.DETECTOR] = layout.detectorSizes();
        KeyClock.init(header, SlabLayout.CLOCK);
        layout.ring().init(slab);
        for (int c = 0; c < channels; c++) {
            channelState.init(
                    slab.doubles, layout.doublesOf(c), slab.floats, layout.ownFloatsOf(c));
            model.trunk().initState(modelStates.load(slab, c, c), modelStates.offset(c));
            modelStates.store(slab, c, c);
        }
        channelState.initShared(slab.doubles, layout.sharedAt());
        if (detector != null) {
            detector.init(slab);
        }
        slab.isChecked = true;
        return slab;
    }

    /**
     * Whether an event is late: older than the key's newest, without enough late events before it
     * that agree with it to set the clock back.
     *
     * @param slab the key state, not changed
     * @param timeMicros the event's time
     * @return true if it is late
     */
    public static boolean isLate(Slab slab, long timeMicros) {
        return KeyJumps.isLate(slab.header, timeMicros);
    }

    /**
     * Refuses a late event: it is not scored, but the key state remembers what it tells about the
     * key's clock.
     *
     * @param slab the key state
     * @param timeMicros the time of an event that {@link #isLate}
     * @return whether the slab changed and must be stored
     */
    public static boolean refuse(Slab slab, long timeMicros) {
        return KeyJumps.refuse(slab.header, timeMicros);
    }

    /**
     * Remembers where a key's newest event came from. No score depends on it.
     *
     * @param slab the key state, changed in place
     * @param partition the event's source partition
     */
    public static void setPartition(Slab slab, int partition) {
        slab.header[SlabLayout.PARTITION] = partition + 1L;
    }

    /**
     * The source partition of a key's newest event.
     *
     * @param slab the key state, not changed
     * @return -1 if it is not known
     */
    public static int partition(Slab slab) {
        long stored = slab.header[SlabLayout.PARTITION];
        return stored < 1 || stored > Integer.MAX_VALUE ? -1 : (int) (stored - 1);
    }

    /**
     * Resolves the time of a key's next event, which may be a local time that occurs twice because
     * clocks were put back.
     *
     * @param slab the key state, not changed
     * @param timeMicros the earlier instant
     * @param overlapMicros the distance of the later one; 0 if there is only one
     * @return the earlier one, unless the key is past it and the later one lies nearer to the time
     *     at which the next event usually comes
     */
    public static long time(Slab slab, long timeMicros, long overlapMicros) {
        return KeyJumps.settle(slab.header, timeMicros, overlapMicros);
    }

    /**
     * Whether silences are judged.
     *
     * @return false for a model of discrete events
     */
    public boolean judgesSilence() {
        return detector != null;
    }

    /**
     * The shortest silence of a key that its next event would raise an alarm for, whatever else is
     * in that event.
     *
     * @param slab the key state, not changed
     * @return microseconds after the newest event; {@link Silence#NEVER} if there is no such
     *     silence: the key has had too few events, is too irregular or is in an episode, or its
     *     state is of another model or other options and not {@link #adopt adopted} yet
     */
    public long silentMicros(Slab slab) {
        return detector == null || !fits(slab)
                ? Silence.NEVER
                : detector.silentMicros(slab, budget);
    }

    /**
     * Judges a silence that goes on.
     *
     * @param slab the key state, not changed
     * @param micros how long it has lasted, at least {@link #silentMicros}
     * @return what an event that ended it now would say of it
     */
    public Silence silence(Slab slab, long micros) {
        return detector.silence(slab, micros, budget);
    }

    /**
     * Whether a key's next event after a time came clearly later than is usual for the key.
     *
     * @param slab the key state, not changed
     * @param timeMillis a time of an event of the key, milliseconds since the epoch, rounded down
     * @return true if that time is within a gap of more than {@value KeyClock#MOST} usual ones that
     *     the key state still remembers
     */
    public static boolean isGapAfter(Slab slab, long timeMillis) {
        return KeyJumps.isGapAfter(slab.header, timeMillis);
    }

    /**
     * Scores one event.
     *
     * @param slab the key state, changed in place
     * @param timeMicros the event's time; a late one counts as a gap of 0
     * @param values observed values, [channels + covariates], NaN where missing, never infinite
     * @param output receives the result
     */
    public void score(Slab slab, long timeMicros, double[] values, ScoreOutput output) {
        oneSlab[0] = slab;
        oneTime[0] = timeMicros;
        oneValues[0] = values;
        oneOutput[0] = output;
        scoreBatch(1, oneSlab, oneTime, oneValues, oneOutput);
    }

    /**
     * Scores events of different keys together.
     *
     * @param n number of events, 1 to the maximal batch
     * @param slabs their key states, all different, [n]
     * @param timesMicros their times, [n]
     * @param values their values, [n][channels + covariates]
     * @param outputs receive the results, [n]
     */
    public void scoreBatch(
            int n, Slab[] slabs, long[] timesMicros, double[][] values, ScoreOutput[] outputs) {
        check(n, slabs, values);
        for (int b = 0; b < n; b++) {
            long stamp = KeyJumps.take(slabs[b].header, timesMicros[b]);
            budget.count(slabs[b], KeyClock.time(stamp));
            before(slabs[b], stamp, values[b], outputs[b], b * channels);
        }
        step.step(n * channels, inputs, states, offsets, hidden);
        for (int b = 0; b < n; b++) {
            for (int c = 0; c < channels; c++) {
                int item = b * channels + c;
                modelStates.store(slabs[b], c, item);
                expect(slabs[b], c, item, hidden[item]);
                states[item] = null; // the owner may evict the slab after this call
            }
        }
    }

    private void expect(Slab slab, int channel, int item, float[] features) {
        channelState.expect(
                slab.doubles,
                layout.doublesOf(channel),
                slab.floats,
                layout.ownFloatsOf(channel),
                item,
                features);
        if (detector != null) {
            detector.expect(slab, channel, item);
        }
    }

    /**
     * Forecasts a key's next events from a fork of its state.
     *
     * @param slab the key state after its newest event; only its record of pending forecasts
     *     changes
     * @param output receives medians and quantiles of as many steps as it has room for
     * @return false if there is no forecast: the key never had a value, or the model's numbers are
     *     not finite ({@link ForecastOutput#notFinite})
     * @throws IllegalArgumentException if the output has room for other than the options' steps,
     *     and the model rolls ahead these alone
     */
    public boolean forecast(Slab slab, ForecastOutput output) {
        int steps = output.median[0].length;
        if (steps != options.horizon() && !channelState.forecastsAnyStep()) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "%d steps: model %s forecasts as many as forecast.horizon says, %d",
                            steps,
                            model.id(),
                            options.horizon()));
        }
        boolean any = false;
        output.notFinite = false;
        for (int c = 0; c < channels; c++) {
            boolean known =
                    channelState.forecast(
                            slab.doubles,
                            layout.doublesOf(c),
                            slab.floats,
                            layout.ownFloatsOf(c),
                            modelStates.load(slab, c, c),
                            modelStates.offset(c),
                            output.median[c],
                            output.quantiles[c]);
            if (!known) {
                Arrays.fill(output.median[c], Double.NaN);
                Arrays.fill(output.quantiles[c], Double.NaN);
            }
            output.notFinite |=
                    known
                            ? !isFinite(output.median[c]) || !isFinite(output.quantiles[c])
                            : model.forecasts()
                                    && channelState.isUnpredicted(
                                            slab.doubles, layout.doublesOf(c));
            any |= known;
        }
        return any && !output.notFinite;
    }

    private static boolean isFinite(double[] numbers) {
        double sum = 0;
        for (double number : numbers) {
            sum += 0 * number; // NaN for NaN and infinity
        }
        return sum == 0;
    }

    /**
     * Judges an event, learns from it and writes the model's input. A channel whose pending
     * forecast is not finite starts from an empty recurrent state, since one number that is not
     * finite stays in it for ever; the key then warms up again. What the channel learned about
     * values and errors stays.
     */
    private void before(Slab slab, long stamp, double[] values, ScoreOutput out, int firstItem) {
        long[] header = slab.header;
        boolean late = !KeyClock.isBack(stamp) && KeyClock.time(stamp) < slab.lastTimeMicros();
        long newest = slab.lastTimeMicros();
        out.gaps = KeyClock.gaps(header, SlabLayout.CLOCK, stamp);
        float gap = KeyClock.elapse(header, SlabLayout.CLOCK, stamp);
        boolean allMissing = KeyClock.isMissing(values, 0, channels);
        boolean warm = header[SlabLayout.VALUES] >= options.warmup();
        double smallest = 2;
        int channel = -1;
        boolean unpredicted = false;
        for (int c = 0; c < channels; c++) {
            int o = layout.doublesOf(c);
            double p = channelState.judge(slab.doubles, o, values[c], c, out);
            restarted[c] = channelState.isUnpredicted(slab.doubles, o);
            if (restarted[c]) {
                unpredicted = true;
                restart(slab, c, firstItem + c);
            }
            if (!Double.isNaN(values[c]) && p < smallest) {
                smallest = p;
                channel = c;
            }
            channelState.learn(slab.doubles, o, slab.floats, layout.ownFloatsOf(c), values[c]);
        }
        observe(slab, stamp, values, gap, firstItem, inputs);
        for (int c = 0; c < channels; c++) {
            states[firstItem + c] = modelStates.load(slab, c, firstItem + c);
            offsets[firstItem + c] = modelStates.offset(c);
        }
        boolean judged = warm && !allMissing && !unpredicted;
        if (detector != null) {
            detector.decide(slab, newest, KeyClock.time(stamp), values, judged, budget, out);
        } else {
            out.pValue = judged ? AlarmScore.combine(smallest, channels) : 1;
            out.channel = judged ? channel : -1;
            out.score = judged ? AlarmScore.score(out.pValue, options.alarmRate()) : 0;
            out.alarm = judged && smallest <= channelRate;
            out.surprising = out.alarm;
            out.settled = true;
            out.ownScore = out.score;
            out.ownPValue = out.pValue;
            out.severity = out.score;
            budget.decide(slab, newest, KeyClock.time(stamp), judged, out);
            out.kind = out.alarm ? AnomalyKind.UNLIKELY_EVENT : null;
            out.direction = 0;
            out.sinceMicros = KeyClock.time(stamp);
            Arrays.fill(out.shares, 0);
            if (out.channel >= 0) {
                out.shares[out.channel] = 1;
            }
        }
        out.status = status(unpredicted, warm, allMissing, late);
        header[SlabLayout.VALUES] = unpredicted ? 0 : header[SlabLayout.VALUES];
        layout.ring().add(slab, stamp, values);
        KeyClock.count(header, SlabLayout.CLOCK, allMissing);
        out.forecastDue =
                header[SlabLayout.VALUES] > 0
                        && header[SlabLayout.EVENTS] % options.forecastEvery() == 0;
    }

    private void restart(Slab slab, int channel, int item) {
        float[] empty = modelStates.load(slab, channel, item);
        model.trunk().initState(empty, modelStates.offset(channel));
        modelStates.store(slab, channel, item);
    }

    /** Adds values to what the model reads, and writes that from row firstItem on. */
    private void observe(
            Slab slab, long stamp, double[] values, float gap, int firstItem, float[][] rows) {
        for (int c = 0; c < channels; c++) {
            long time = slab.header[SlabLayout.LAST_TIME];
            if (KeyClock.isBack(stamp)) {
                boolean usual = KeyClock.forgetsUsual(stamp);
                channelState.forgetTime(slab.doubles, layout.doublesOf(c), usual);
            }
            channelState.observe(
                    slab.doubles,
                    layout.doublesOf(c),
                    slab.floats,
                    layout.ownFloatsOf(c),
                    values[c],
                    time);
        }
        int shared = layout.sharedAt();
        channelState.learnShared(slab.doubles, shared, values);
        for (int c = 0; c < channels; c++) {
            int item = firstItem + c;
            boolean missing = Double.isNaN(values[c]);
            int o = layout.doublesOf(c);
            channelState.input(
                    slab.doubles,
                    o,
                    slab.floats,
                    layout.ownFloatsOf(c),
                    shared,
                    missing,
                    gap,
                    item,
                    rows[item]);
        }
    }

    /**
     * For {@link ChunkedPass}: computes the model's input for an event, without judging or
     * learning.
     *
     * @param ahead a copy of the key's numbers, which runs ahead of the key state
     * @param rows receives [channels][t][d_model]
     */
    void lookAhead(Slab ahead, long stamp, double[] values, float[][][] rows, int t) {
        float gap = KeyClock.elapse(ahead.header, SlabLayout.CLOCK, stamp);
        observe(ahead, stamp, values, gap, 0, inputs);
        boolean missing = KeyClock.isMissing(values, 0, channels);
        KeyClock.count(ahead.header, SlabLayout.CLOCK, missing);
        for (int c = 0; c < channels; c++) {
            System.arraycopy(inputs[c], 0, rows[c][t], 0, inputs[c].length);
        }
    }

    /**
     * For {@link ChunkedPass}: scores an event before the model's outputs after it are needed.
     *
     * @return whether a channel's recurrent state was emptied: {@link #isRestarted}
     */
    boolean scoreKnown(Slab slab, long stamp, double[] values, ScoreOutput out) {
        budget.uncounted();
        before(slab, stamp, values, out, 0);
        return out.status == ScoreOutput.Status.UNPREDICTED;
    }

    /** For {@link ChunkedPass}: whether the last event emptied this channel's recurrent state. */
    boolean isRestarted(int channel) {
        return restarted[channel];
    }

    /** For {@link ChunkedPass}: takes the model's outputs after event t, [channels][t][d_model]. */
    void expectKnown(Slab slab, float[][][] known, int t) {
        for (int c = 0; c < channels; c++) {
            expect(slab, c, c, known[c][t]);
            states[c] = null;
        }
    }

    private static ScoreOutput.Status status(
            boolean unpredicted, boolean warm, boolean allMissing, boolean late) {
        if (unpredicted) {
            return ScoreOutput.Status.UNPREDICTED;
        }
        if (allMissing) {
            return ScoreOutput.Status.MISSING;
        }
        if (!warm) {
            return ScoreOutput.Status.WARMUP;
        }
        return late ? ScoreOutput.Status.LATE : ScoreOutput.Status.SCORED;
    }

    private void check(int n, Slab[] slabs, double[][] values) {
        if (n < 1 || n > maxBatch) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT, "batch of %d events: allowed are 1 to %d", n, maxBatch));
        }
        for (int b = 0; b < n; b++) {
            if (values[b].length != options.fields()) {
                throw new IllegalArgumentException(
                        String.format(
                                Locale.ROOT,
                                "event with %d values: this scorer has %d channels and %d covariates",
                                values[b].length,
                                channels,
                                options.covariates()));
            }
            if (!fits(slabs[b])) {
                throw new IllegalArgumentException(
                        String.format(
                                Locale.ROOT,
                                "a slab of another model or layout (hash %016x): this scorer's is %s",
                                slabs[b].modelHash(),
                                model.id()));
            }
            for (int other = 0; other < b; other++) {
                if (slabs[other] == slabs[b]) {
                    throw new IllegalArgumentException(
                            String.format(
                                    Locale.ROOT,
                                    "events %d and %d of one batch belong to the same key: score them in two batches",
                                    other,
                                    b));
                }
            }
        }
    }
}
