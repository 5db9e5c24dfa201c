package io.undercurrent.lab.streams;

import io.undercurrent.lab.synthetic.Draw;
import java.util.ArrayList;
import java.util.List;

/**
 * The streams of a fleet: keys of all families, an event a minute each, in sites of equally many
 * keys. Some keys have an anomaly of their own, and one site has a shock: all of its keys have a
 * spike in the same event.
 *
 * @param keys by number; {@link #site} says where each is
 * @param sites their number
 * @param shockSite where the shock is
 * @param shock its event
 */
public record FleetStreams(List<Key> keys, int sites, int shockSite, int shock) {
    /** Share of the keys away from the shock's site that have an anomaly. */
    private static final double PLANTED = 0.3;

    /** Spikes of a shock are so many times as high as planted ones. */
    private static final int SHOCK = 2;

    /**
     * One key's events.
     *
     * @param name family and number
     * @param values [events]
     * @param first first event of its anomaly; negative without one
     * @param last last event in which an alarm finds it
     */
    // Nothing compares keys.
    @SuppressWarnings("ArrayRecordComponent")
    public record Key(String name, double[] values, int first, int last) {
        /** Whether it has an anomaly. */
        public boolean isPlanted() {
            return first >= 0;
        }
    }

    /**
     * Draws a fleet.
     *
     * @param seed of all that is drawn
     * @param keys their number
     * @param sites their number, at least 2
     * @param events of each key
     * @param from the first event that may be anomalous
     */
    public static FleetStreams of(long seed, int keys, int sites, int events, int from) {
        Draw draw = Draw.of(seed, keys);
        int shockSite = draw.integer(0, sites - 1);
        int shock = draw.integer(from, events - AnomalyKind.NOTICED_WITHIN);
        List<Key> all = new ArrayList<>();
        int families = StreamFamily.RATED.size();
        for (int k = 0; k < keys; k++) {
            StreamFamily family = StreamFamily.RATED.get(k % families);
            GeneratedStream stream = GeneratedStream.of(family, seed, k / families, events);
            int site = site(k, sites);
            boolean shocked = site == shockSite;
            boolean planted =
                    !shocked && draw.chance(PLANTED) && StreamFamily.PLANTED.contains(family);
            all.add(
                    planted
                            ? planted(stream, draw, from)
                            : new Key(
                                    stream.name(),
                                    shocked ? shocked(stream, shock) : stream.values(),
                                    -1,
                                    -1));
        }
        return new FleetStreams(all, sites, shockSite, shock);
    }

    private static int site(int key, int sites) {
        return key / StreamFamily.RATED.size() % sites;
    }

    /** The site of a key, by its number; each has keys of all families. */
    public int site(int key) {
        return site(key, sites);
    }

    private static Key planted(GeneratedStream stream, Draw draw, int from) {
        List<AnomalyKind> kinds = List.copyOf(stream.family().kinds());
        AnomalyKind kind = kinds.get(draw.integer(0, kinds.size() - 1));
        int length = kind.length(stream);
        int most = stream.length() - Math.max(length, AnomalyKind.window(stream));
        int start = draw.integer(from, most);
        double[] raw = stream.raw().clone();
        System.arraycopy(kind.values(stream, start, length), 0, raw, start, length);
        int last = start + Math.max(length, AnomalyKind.window(stream)) - 1;
        return new Key(stream.name() + " " + kind.words(), stream.read(raw), start, last);
    }

    private static double[] shocked(GeneratedStream stream, int shock) {
        double[] raw = stream.raw().clone();
        double spike = AnomalyKind.SPIKE.values(stream, shock, 1)[0];
        raw[shock] += SHOCK * (spike - raw[shock]);
        return stream.read(raw);
    }
}
