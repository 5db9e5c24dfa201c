package io.undercurrent.scorer;

import io.undercurrent.detect.anomaly.AnomalyDetector;
import io.undercurrent.detect.anomaly.AnomalyKind;
import io.undercurrent.detect.anomaly.KeyAlarm;
import io.undercurrent.detect.anomaly.KeySeverity;
import io.undercurrent.detect.fleet.FleetBudget;

/**
 * The detectors of a key's channels of numbers and the alarm that they raise together. Their state
 * follows everything else in a slab's doubles and floats, so that a slab of format 3 is a slab of
 * today without its end. In format 4 each detector was shorter: {@link
 * AnomalyDetector#readFormat4}.
 */
final class KeyDetector {
    private final ChannelState channelState;
    private final AnomalyDetector detector;
    private final KeyAlarm alarm;
    private final KeySeverity severity = new KeySeverity();
    private final SlabLayout layout;
    private final ScorerOptions options;

    /** Creates the detectors of channels that have one: {@link ChannelState#detector}. */
    KeyDetector(ChannelState channelState, ScorerOptions options, SlabLayout layout) {
        this.channelState = channelState;
        this.options = options;
        this.layout = layout;
        detector = channelState.detector();
        alarm = channelState.keyAlarm();
    }

    void init(Slab slab) {
        for (int c = 0; c < options.channels(); c++) {
            detector.init(slab.doubles, doublesOf(c), slab.floats, floatsOf(c));
        }
        alarm.init(slab.doubles, keyDoubles(), slab.floats, keyFloats());
    }

    /**
     * Checks the numbers of a channel's detector.
     *
     * @throws IllegalArgumentException if one of them cannot be
     */
    void check(Slab slab, int channel) {
        detector.check(slab.doubles, doublesOf(channel), slab.floats, floatsOf(channel));
    }

    /**
     * Checks the numbers that decide on the key's alarms.
     *
     * @throws IllegalArgumentException if one of them cannot be
     */
    void checkKey(Slab slab) {
        alarm.check(slab.doubles, keyDoubles(), slab.floats, keyFloats());
    }

    /**
     * Judges an event that {@link ChannelState#observe} has taken, and learns it.
     *
     * @param newestMicros the time of the key's newest event before
     * @param timeMicros the event's time; the ring does not hold the event yet
     * @param judged whether the event may raise an alarm
     * @param budget decides which alarms are raised
     */
    void decide(
            Slab slab,
            long newestMicros,
            long timeMicros,
            double[] values,
            boolean judged,
            KeyBudget budget,
            ScoreOutput out) {
        alarm.begin();
        severity.begin();
        AnomalyKind kind = null;
        int direction = 0;
        int lasted = 0;
        for (int c = 0; c < options.channels(); c++) {
            int d = doublesOf(c);
            channelState.detect(
                    slab, layout.doublesOf(c), layout.ownFloatsOf(c), d, floatsOf(c), values[c]);
            double count = detector.values(slab.doubles, d);
            alarm.channel(c, detector.surprise(), detector.distance(), count);
            if (alarm.channel() == c) { // the most surprising one so far
                kind = detector.kind();
                direction = detector.direction();
                lasted = detector.lasted(slab.doubles, d);
            }
            severity.channel(
                    detector.abnormality(slab.doubles, d), detector.recent(slab.doubles, d));
        }
        alarm.decide(slab.doubles, keyDoubles(), slab.floats, keyFloats(), out.gaps, judged);
        out.severity = judged ? severity.severity() : 0;
        out.pValue = alarm.pValue();
        out.channel = judged ? alarm.channel() : -1;
        out.score = alarm.score();
        out.alarm = alarm.alarm();
        out.surprising = alarm.isSurprising();
        out.settled = alarm.isSettled();
        out.ownScore = alarm.ownScore();
        out.ownPValue = alarm.ownPValue();
        budget.decide(slab, newestMicros, timeMicros, judged, out);
        alarm.shares(out.shares);
        boolean single = !alarm.isGap() && !alarm.isJoint();
        AnomalyKind found =
                single
                        ? kind
                        : alarm.isGap() ? AnomalyKind.MISSING_EVENTS : AnomalyKind.CORRELATION;
        out.kind = out.alarm ? found : null;
        out.direction = out.alarm && single ? direction : 0;
        out.sinceMicros = timeMicros;
        if (out.alarm && alarm.isGap()) {
            out.sinceMicros = newestMicros;
        } else if (out.alarm && single) {
            out.sinceMicros = layout.ring().timeOf(slab, out.channel, lasted, timeMicros);
        }
    }

    /**
     * The shortest time without events after which the key's next event would raise an alarm for
     * that alone; found by bisection, some sixty times the work of judging one gap.
     *
     * @return microseconds, or {@link Silence#NEVER}
     */
    long silentMicros(Slab slab, KeyBudget budget) {
        double most = KeyAlarm.longestGap() * KeyClock.usual(slab.header, SlabLayout.CLOCK) + 1;
        most = budget.isOn() ? Math.max(most, FleetBudget.MOST_MICROS) : most;
        if (!KeyClock.knowsUsual(slab.header, SlabLayout.CLOCK)
                || slab.header[SlabLayout.VALUES] < options.warmup()
                || most > Silence.NEVER / 2.0
                || isUnpredicted(slab)
                || !isSilent(slab, (long) most, budget)) {
            return Silence.NEVER;
        }
        long quiet = 0;
        long silent = (long) most;
        while (silent - quiet > 1) {
            long middle = quiet + (silent - quiet) / 2;
            if (isSilent(slab, middle, budget)) {
                silent = middle;
            } else {
                quiet = middle;
            }
        }
        return silent;
    }

    private boolean isUnpredicted(Slab slab) {
        for (int c = 0; c < options.channels(); c++) {
            if (channelState.isUnpredicted(slab.doubles, layout.doublesOf(c))) {
                return true;
            }
        }
        return false;
    }

    private boolean isSilent(Slab slab, long micros, KeyBudget budget) {
        boolean known =
                budget.isOn() ? budget.isRaised(slab) : alarm.isOpen(slab.doubles, keyDoubles());
        double score = silenceScore(slab, micros);
        return !known
                && score >= 0.5
                && budget.silenceScore(slab, micros, alarm.rarity(score), score) >= 0.5;
    }

    /** By the rate alone. */
    private double silenceScore(Slab slab, long micros) {
        double gap = micros / KeyClock.usual(slab.header, SlabLayout.CLOCK);
        return alarm.silenceScore(slab.doubles, keyDoubles(), slab.floats, keyFloats(), gap);
    }

    /** What the key's next event would say of a silence that it ends after so many microseconds. */
    Silence silence(Slab slab, long micros, KeyBudget budget) {
        double score = silenceScore(slab, micros);
        double pValue = alarm.rarity(score);
        return new Silence(
                slab.lastTimeMicros(),
                micros,
                slab.usualGapMicros(),
                budget.silenceScore(slab, micros, pValue, score),
                pValue);
    }

    /** Stores the forecasts of a channel after the model's step. */
    void expect(Slab slab, int channel, int item) {
        channelState.expectAll(
                slab,
                layout.doublesOf(channel),
                layout.ownFloatsOf(channel),
                doublesOf(channel),
                floatsOf(channel),
                item);
    }

    /** Whether a slab has these detectors, as they are or as they were in format 4. */
    boolean isIn(Slab slab) {
        long sizes = slab.header[SlabLayout.DETECTOR];
        return sizes == layout.detectorSizes() || sizes == layout.format4DetectorSizes();
    }

    /** Copies all detectors from a slab that has them: {@link #isIn}. */
    void copy(Slab from, Slab to) {
        boolean format4 = from.header[SlabLayout.DETECTOR] != layout.detectorSizes();
        int doubles = format4 ? detector.format4Doubles() : detector.doubles();
        int floats = format4 ? detector.format4Floats() : detector.floats();
        int d = from.doubles.length - SlabLayout.detectorDoubles(from);
        int f = from.floats.length - SlabLayout.detectorFloats(from);
        for (int c = 0; c < options.channels(); c++) {
            int toDoubles = doublesOf(c);
            int toFloats = floatsOf(c);
            if (format4) {
                detector.readFormat4(
                        from.doubles,
                        d,
                        from.floats,
                        f,
                        to.doubles,
                        toDoubles,
                        to.floats,
                        toFloats);
            } else {
                System.arraycopy(from.doubles, d, to.doubles, toDoubles, doubles);
                System.arraycopy(from.floats, f, to.floats, toFloats, floats);
            }
            d += doubles;
            f += floats;
        }
        System.arraycopy(from.doubles, d, to.doubles, keyDoubles(), alarm.doubles());
        System.arraycopy(from.floats, f, to.floats, keyFloats(), alarm.floats());
    }

    /** Copies what the detectors know of the features of this scorer's weights. */
    void copyFeatures(Slab from, Slab to) {
        for (int c = 0; c < options.channels(); c++) {
            int d = doublesOf(c);
            int f = floatsOf(c);
            detector.copyFeatures(from.doubles, d, from.floats, f, to.doubles, d, to.floats, f);
        }
    }

    private int doublesOf(int channel) {
        return layout.detectorDoublesAt() + channel * detector.doubles();
    }

    private int floatsOf(int channel) {
        return layout.detectorFloatsAt() + channel * detector.floats();
    }

    private int keyDoubles() {
        return doublesOf(options.channels());
    }

    private int keyFloats() {
        return floatsOf(options.channels());
    }
}
