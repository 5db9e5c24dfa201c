package io.undercurrent.scorer;

import io.undercurrent.detect.episode.KeyEpisode;
import io.undercurrent.detect.fleet.FleetBudget;
import java.util.Arrays;
import java.util.Locale;

/**
 * Converts a slab of other weights, other options or an older format into a slab of this scorer.
 *
 * <p>Whatever does not depend on the change is copied: everything if only the ring's length or the
 * format changed; the model's states if the weights are the same; a trained network's causal inputs
 * (seasons, regressions, scale) if they are computed in the same way, or in the way of older slab
 * formats. The rest is rebuilt from the ring, to the same bits as if the key's last events had run
 * under this scorer, starting from the scale and the clock that the key had before them. If the
 * ring holds all events of a key, everything is rebuilt.
 */
final class Adoption {
    private final Scorer scorer;
    private final SlabLayout layout;
    private final ChannelState channelState;
    private final KeyDetector detector;
    private final EarlierFormats formats;
    private ChunkedPass pass;

    Adoption(Scorer scorer, SlabLayout layout, ChannelState channelState, KeyDetector detector) {
        this.scorer = scorer;
        this.layout = layout;
        this.channelState = channelState;
        this.detector = detector;
        formats = new EarlierFormats(layout, channelState, this::isBody);
    }

    Slab of(Slab old) {
        SlabRing from = SlabRing.of(old);
        boolean sameBody = isSameBody(old, from);
        boolean whole = isWhole(old, from);
        int format = sameBody ? SlabCodec.VERSION : formats.ofBody(old, from, whole);
        if (format == EarlierFormats.NONE) {
            check(old, from);
        }
        int n = from.held(old);
        long[] stamps = new long[n];
        double[][] values = new double[n][scorer.options().fields()];
        from.read(old, stamps, values);
        Slab next = scorer.newSlab();
        start(old, from, next);
        if (format != EarlierFormats.NONE) {
            for (int i = 0; i < n; i++) {
                layout.ring().add(next, stamps[i], values[i]);
            }
            keepClock(old, next);
            if (sameBody) {
                int body = bodyDoubles(old, from);
                copy(old, from.doubles(), next, layout.ring().doubles(), body);
                int own = layout.channels() * SlabLayout.ownFloats(old);
                copyFloats(old, SlabLayout.modelFloats(old), next, layout.ownFloatsOf(0), own);
            } else {
                formats.readBody(format, old, from, next);
            }
            keepStates(old, from, next);
            startHere(from, next);
            keepDetector(old, from, next, n, stamps, values);
            return next;
        }
        pass().run(next, n, stamps, values);
        keepClock(old, next);
        if (!whole) {
            keep(old, from, next);
            if (hasDetector(old)) {
                keepDetector(old, next);
            }
        }
        return next;
    }

    private ChunkedPass pass() {
        if (pass == null) {
            pass = new ChunkedPass(scorer);
        }
        return pass;
    }

    private boolean hasDetector(Slab old) {
        return detector != null && detector.isIn(old);
    }

    /**
     * Keeps what the detectors learned under other weights: levels, usual errors and what was rare
     * are in the values' units. Only the features mean something else now; those are the new ones,
     * over the events of the ring.
     */
    private void keepDetector(Slab old, Slab next) {
        Slab rebuilt = next.copy();
        detector.copy(old, next);
        if (old.modelHash() != next.modelHash()) {
            detector.copyFeatures(rebuilt, next);
        }
    }

    /**
     * Keeps the detectors of a slab with the same body. If it has none, they learn from the events
     * in the ring, for which those are scored again on another slab.
     */
    private void keepDetector(
            Slab old, SlabRing from, Slab next, int n, long[] stamps, double[][] values) {
        if (hasDetector(old)) {
            detector.copy(old, next);
        } else if (detector != null) {
            Slab learned = scorer.newSlab();
            start(old, from, learned);
            pass().run(learned, n, stamps, values);
            detector.copy(learned, next);
        }
    }

    /** Doubles of an old slab behind its ring and before its detectors. */
    private static int bodyDoubles(Slab old, SlabRing from) {
        return old.doubles.length - SlabLayout.detectorDoubles(old) - from.doubles();
    }

    /** Sets clock and normalisers to what they were before the ring's oldest event. */
    private void start(Slab old, SlabRing from, Slab next) {
        if (from.rows() == 0) {
            return;
        }
        copyClock(old, SlabLayout.START_CLOCK, next, SlabLayout.CLOCK);
        if (layout.ring().rows() > 0) {
            copyClock(old, SlabLayout.START_CLOCK, next, SlabLayout.START_CLOCK);
        }
        int size = from.startOf(1) - from.startOf(0);
        for (int f = 0; f < scorer.options().fields(); f++) {
            int source = from.startOf(f);
            if (layout.ring().rows() > 0) {
                copy(old, source, next, layout.ring().startOf(f), size);
            }
            int channel = f < layout.channels() ? channelState.normaliserAt() : -1;
            if (channel >= 0) {
                copy(old, source, next, layout.doublesOf(f) + channel, size);
            }
            int shared = channelState.sharedNormaliserAt(f);
            if (shared >= 0) {
                copy(old, source, next, layout.sharedAt() + shared, size);
            }
        }
    }

    /** If the old slab had no ring, the new ring starts from the present clock and scale. */
    private void startHere(SlabRing from, Slab next) {
        SlabRing ring = layout.ring();
        if (from.rows() > 0 || ring.rows() == 0) {
            return;
        }
        copyClock(next, SlabLayout.CLOCK, next, SlabLayout.START_CLOCK);
        int size = ring.startOf(1) - ring.startOf(0);
        for (int f = 0; f < scorer.options().fields(); f++) {
            int shared = channelState.sharedNormaliserAt(f);
            if (shared >= 0) {
                copy(next, layout.sharedAt() + shared, next, ring.startOf(f), size);
            } else if (f < layout.channels() && channelState.normaliserAt() >= 0) {
                int at = layout.doublesOf(f) + channelState.normaliserAt();
                copy(next, at, next, ring.startOf(f), size);
            }
        }
    }

    private void keep(Slab old, SlabRing from, Slab next) {
        if (old.modelHash() == next.modelHash()) {
            keepStates(old, from, next);
        }
        formats.readInputs(old, from, next);
    }

    /** The number of floats in a slab of this scorer's model that keeps its states in 32 bits. */
    private int wideFloats() {
        return layout.channels()
                * (scorer.model().trunk().convFloats() + scorer.model().trunk().ssmFloats());
    }

    /** Whether a slab's states have 16 bits; up to format 6 the convolution tails had 32. */
    private boolean isOfHalves(Slab slab) {
        int tails = layout.channels() * scorer.model().trunk().convFloats();
        return SlabLayout.modelFloats(slab) == 0 || SlabLayout.modelFloats(slab) == tails;
    }

    /** Copies the states of the same weights, whichever precision either slab uses. */
    private void keepStates(Slab old, SlabRing from, Slab next) {
        int all = wideFloats() / layout.channels();
        int wide = SlabLayout.modelFloats(old) / layout.channels();
        for (int c = 0; c < layout.channels(); c++) {
            float[] states = scorer.modelStates().load(next, c, c);
            int at = scorer.modelStates().offset(c);
            System.arraycopy(old.floats, c * wide, states, at, wide);
            int halves = c * ModelStates.longs(all - wide);
            int halvesAt = SlabLayout.HEADER_LENGTH + from.longs() + halves;
            ModelStates.unpack(old.header, halvesAt, states, at + wide, all - wide);
            scorer.modelStates().store(next, c, c);
        }
    }

    private static void copy(Slab from, int at, Slab to, int target, int size) {
        System.arraycopy(from.doubles, at, to.doubles, target, size);
    }

    private static void copyFloats(Slab from, int at, Slab to, int target, int size) {
        System.arraycopy(from.floats, at, to.floats, target, size);
    }

    /**
     * Copies the present clock, the jumps, which also remember refused late events that no ring
     * holds, the open episode, the part of the fleet's budget, and the source partition.
     */
    private static void keepClock(Slab old, Slab next) {
        copyClock(old, SlabLayout.CLOCK, next, SlabLayout.CLOCK);
        int jumps = SlabLayout.JUMPS;
        System.arraycopy(old.header, jumps, next.header, jumps, KeyJumps.SIZE);
        int episode = SlabLayout.EPISODE;
        System.arraycopy(old.header, episode, next.header, episode, KeyEpisode.SIZE);
        int budget = SlabLayout.BUDGET;
        System.arraycopy(old.header, budget, next.header, budget, FleetBudget.SIZE);
        next.header[SlabLayout.PARTITION] = old.header[SlabLayout.PARTITION];
    }

    private static void copyClock(Slab from, int at, Slab to, int target) {
        System.arraycopy(from.header, at, to.header, target, KeyClock.SIZE);
    }

    /** Whether everything but the ring has this scorer's model, options and layout. */
    private boolean isSameBody(Slab old, SlabRing from) {
        int body = layout.doubles() - layout.detectorDoubles() - layout.ring().doubles();
        return isBody(old, from, layout.configHash(), body);
    }

    private boolean isBody(Slab old, SlabRing from, long config, int doubles) {
        boolean options =
                old.header[SlabLayout.CONFIG_HASH] == config || SlabCodec.isOfFirstFormat(old);
        return options
                && old.modelHash() == scorer.model().hashBits()
                && doubles == bodyDoubles(old, from)
                && (SlabLayout.modelFloats(old) == wideFloats() || isOfHalves(old));
    }

    /** Whether the ring holds every event of the key, so that a rebuild from it loses nothing. */
    private static boolean isWhole(Slab old, SlabRing from) {
        return from.rows() > 0 && old.header[SlabLayout.START_CLOCK + KeyClock.EVENTS] == 0;
    }

    private void check(Slab old, SlabRing from) {
        long[] fields = {old.header[SlabLayout.CHANNELS], old.header[SlabLayout.FIELDS]};
        if (from.rows() == 0) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "a slab of other weights or options (model hash %016x) that keeps no events to rebuild it from under %s: run it with its own model and options, with events to be kept, or start without state",
                            old.modelHash(),
                            scorer.model().id()));
        }
        long[] own = {layout.channels(), scorer.options().fields()};
        if (!Arrays.equals(fields, own)) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "a slab of %d value fields and %d covariates: this scorer has %d and %d; name the same fields, or start without state",
                            fields[0],
                            fields[1] - fields[0],
                            own[0],
                            own[1] - own[0]));
        }
    }
}
