package io.undercurrent.lab.evaluate;

import io.undercurrent.detect.episode.EpisodeChange;
import io.undercurrent.detect.episode.EpisodeRules;
import io.undercurrent.detect.episode.GroupChange;
import io.undercurrent.detect.episode.GroupState;
import io.undercurrent.detect.episode.GroupTracker;
import io.undercurrent.detect.episode.KeyEpisode;
import io.undercurrent.detect.episode.MemberState;
import io.undercurrent.detect.fleet.EpisodeBudget;
import io.undercurrent.lab.streams.FleetStreams;
import io.undercurrent.scorer.ForecastOutput;
import io.undercurrent.scorer.KeyEpisodes;
import io.undercurrent.scorer.ScoreOutput;
import io.undercurrent.scorer.Scorer;
import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.scorer.Slab;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * One day of a fleet under a budget: the real scorer, the episodes of keys and those of sites, with
 * events in the order of time. What happens before the day is not counted.
 *
 * <p>The <i>oracle</i> knows afterwards which one threshold for all keys' p-values would have kept
 * the budget on this day with the most alarms. No detector can know that.
 */
final class BudgetTrial {
    private static final int MINUTES = 1440;
    private static final long MINUTE = 60_000_000;
    private static final long START =
            1_700_000_000_000_000L / (MINUTES * MINUTE) * MINUTES * MINUTE;
    private static final EpisodeRules RULES = new EpisodeRules(5 * MINUTE, 0.6, 0.75);

    /** Most events between two surprises of one episode under the oracle's threshold. */
    private static final int GAP = 24;

    private static final KeyEpisode.Names NAMES =
            new KeyEpisode.Names() {
                @Override
                public String id(int partition, long offset) {
                    return partition + "-" + offset;
                }

                @Override
                public String field(int channel) {
                    return "value";
                }
            };

    /**
     * What came out.
     *
     * @param falseEpisodes of keys that had no anomaly in them
     * @param falseSiteEpisodes of sites of which no key had one in them
     * @param planted keys with an anomaly
     * @param found those with an alarm in it
     * @param foundByOracle the same under the oracle's threshold
     * @param falseWithoutBudget episodes that {@code alarm.rate} alone would have raised
     * @param shockEpisodes of the shock's site that the shock belongs to
     * @param shockedKeys keys that took part in them
     */
    record Result(
            int falseEpisodes,
            int falseSiteEpisodes,
            int planted,
            int found,
            int foundByOracle,
            int falseWithoutBudget,
            int shockEpisodes,
            int shockedKeys) {}

    private record Surprise(int key, int event, double pValue) {}

    private record KeySpan(int key, int first, int last) {}

    private record SiteSpan(int site, int first, int last, int members) {}

    private final FleetStreams fleet;
    private final int from;
    private final int events;
    private final int budget;
    private final double rate;
    private final List<Surprise> surprises = new ArrayList<>();
    private final List<KeySpan> keySpans = new ArrayList<>();
    private final List<SiteSpan> siteSpans = new ArrayList<>();
    private final boolean[] found;

    private BudgetTrial(FleetStreams fleet, int before, int budget, double rate) {
        this.fleet = fleet;
        this.budget = budget;
        this.rate = rate;
        from = before;
        events = events(before);
        found = new boolean[fleet.keys().size()];
    }

    /** Events of each key in a day. */
    static int events(int before) {
        return before + MINUTES;
    }

    /**
     * Runs one day.
     *
     * @param seed of the streams
     * @param before events of each key before the day
     * @param budget false episodes of the day
     * @param done receives the number of finished events
     */
    static Result run(
            SequenceModel model,
            long seed,
            int keys,
            int sites,
            int before,
            int budget,
            IntConsumer done) {
        FleetStreams fleet = FleetStreams.of(seed, keys, sites, events(before), before);
        ScorerOptions options =
                ScorerOptions.builder(1)
                        .ring(0)
                        .budget(new EpisodeBudget(budget, MINUTES * MINUTE))
                        .keys(keys)
                        .build();
        BudgetTrial trial = new BudgetTrial(fleet, before, budget, options.alarmRate());
        trial.score(new Scorer(model, options, 1), options, done);
        return trial.result();
    }

    private void score(Scorer scorer, ScorerOptions options, IntConsumer done) {
        int keys = fleet.keys().size();
        ScoreOutput out = new ScoreOutput(1);
        ForecastOutput ahead = new ForecastOutput(options);
        KeyEpisodes keyEpisodes = new KeyEpisodes(RULES, NAMES);
        List<Slab> slabs = new ArrayList<>();
        List<MemberState> members = new ArrayList<>();
        List<GroupState> sites = new ArrayList<>();
        for (int k = 0; k < keys; k++) {
            slabs.add(scorer.newSlab());
            members.add(new MemberState());
        }
        for (int s = 0; s < fleet.sites(); s++) {
            sites.add(new GroupState());
        }
        double[] value = new double[1];
        for (int t = 0; t < events; t++) {
            long time = START + t * MINUTE;
            for (int k = 0; k < keys; k++) {
                value[0] = fleet.keys().get(k).values()[t];
                Slab slab = slabs.get(k);
                scorer.score(slab, time, value, out);
                if (out.forecastDue) {
                    scorer.forecast(slab, ahead);
                }
                note(k, t, out);
                int key = k;
                GroupState site = sites.get(fleet.site(k));
                MemberState member = members.get(k);
                keyEpisodes.take(slab, time, k, t, out, change -> take(key, site, member, change));
            }
            done.accept(keys);
        }
        for (int k = 0; k < keys; k++) {
            int key = k;
            GroupState site = sites.get(fleet.site(k));
            MemberState member = members.get(k);
            keyEpisodes.end(slabs.get(k), change -> take(key, site, member, change));
        }
    }

    private void note(int key, int event, ScoreOutput out) {
        if (out.ownPValue <= rate && event >= from) {
            surprises.add(new Surprise(key, event, out.ownPValue));
        }
        FleetStreams.Key stream = fleet.keys().get(key);
        if (out.alarm && stream.isPlanted()) {
            found[key] |= event >= stream.first() && event <= stream.last();
        }
    }

    private void take(int key, GroupState site, MemberState member, EpisodeChange change) {
        if (change.overAtOnce() || !change.kind().isReported()) {
            return;
        }
        if (change.kind() == EpisodeChange.Kind.ENDED) {
            keySpans.add(
                    new KeySpan(
                            key,
                            event(change.episode().startMicros()),
                            event(change.episode().lastMicros())));
        }
        String name = fleet.keys().get(key).name();
        GroupTracker.take(site, member, name, change, group -> take(fleet.site(key), group));
    }

    private void take(int site, GroupChange group) {
        if (group.kind() == EpisodeChange.Kind.ENDED) {
            siteSpans.add(
                    new SiteSpan(
                            site,
                            event(group.episode().startMicros()),
                            event(group.episode().lastMicros()),
                            group.episode().members()));
        }
    }

    private static int event(long time) {
        return (int) ((time - START) / MINUTE);
    }

    private Result result() {
        int falseEpisodes = 0;
        for (KeySpan one : keySpans) {
            boolean real = isReal(one.key, one.first, one.last);
            falseEpisodes += one.last >= from && !real ? 1 : 0;
        }
        int falseSiteEpisodes = 0;
        int shockEpisodes = 0;
        int shockedKeys = 0;
        for (SiteSpan one : siteSpans) {
            falseSiteEpisodes += one.last >= from && !isReal(one) ? 1 : 0;
            if (isShock(one.site, one.first, one.last)) {
                shockEpisodes++;
                shockedKeys += one.members;
            }
        }
        int planted = 0;
        int all = 0;
        for (int k = 0; k < found.length; k++) {
            planted += fleet.keys().get(k).isPlanted() ? 1 : 0;
            all += found[k] ? 1 : 0;
        }
        return new Result(
                falseEpisodes,
                falseSiteEpisodes,
                planted,
                all,
                foundUnder(oracle()),
                falseUnder(rate),
                shockEpisodes,
                shockedKeys);
    }

    private boolean isReal(SiteSpan one) {
        boolean real = false;
        for (int k = 0; k < found.length; k++) {
            real |= fleet.site(k) == one.site && isReal(k, one.first, one.last);
        }
        return real;
    }

    private boolean isReal(int key, int first, int last) {
        return isShock(fleet.site(key), first, last) || isAnomaly(key, first, last);
    }

    private boolean isShock(int site, int first, int last) {
        return site == fleet.shockSite()
                && overlaps(first, last, fleet.shock(), fleet.shock() + GAP);
    }

    private boolean isAnomaly(int key, int first, int last) {
        FleetStreams.Key stream = fleet.keys().get(key);
        return stream.isPlanted() && overlaps(first, last, stream.first(), stream.last());
    }

    private static boolean overlaps(int first, int last, int from, int to) {
        return first <= to && last >= from;
    }

    /** The largest p-value of the day with which the budget is kept; 0 if there is none. */
    private double oracle() {
        List<Double> candidates =
                surprises.stream().map(Surprise::pValue).distinct().sorted().toList();
        double best = 0;
        for (double candidate : candidates) {
            if (falseUnder(candidate) > budget) {
                break;
            }
            best = candidate;
        }
        return best;
    }

    /** False episodes of keys if all with this p-value or a smaller one were raised. */
    private int falseUnder(double threshold) {
        int[] last = new int[found.length];
        Arrays.fill(last, -GAP - 1);
        int count = 0;
        for (Surprise one : surprises) {
            if (one.pValue > threshold) {
                continue;
            }
            boolean real = isReal(one.key, one.event, one.event);
            count += !real && one.event - last[one.key] > GAP ? 1 : 0;
            last[one.key] = one.event;
        }
        return count;
    }

    private int foundUnder(double threshold) {
        boolean[] keys = new boolean[found.length];
        for (Surprise one : surprises) {
            keys[one.key] |= one.pValue <= threshold && isAnomaly(one.key, one.event, one.event);
        }
        int count = 0;
        for (boolean key : keys) {
            count += key ? 1 : 0;
        }
        return count;
    }
}
