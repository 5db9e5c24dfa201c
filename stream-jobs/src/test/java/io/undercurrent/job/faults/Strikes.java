package io.undercurrent.job.faults;

import io.undercurrent.stream.trial.Audit;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** Strikes at random moments, told one by one and summed up at the end. */
final class Strikes {
    private final String name;
    private final long seed;
    private final SplittableRandom random;
    private final DisturbedRun run;
    private final Map<Victim, Integer> kills = new EnumMap<>(Victim.class);
    private final List<Double> recoveries = new ArrayList<>();
    private int strikes;
    private int together;
    private int amidRecovery;
    private int rescales;

    Strikes(String name, long seed, DisturbedRun run) {
        this.name = name;
        this.seed = seed;
        this.run = run;
        random = new SplittableRandom(seed);
        say(String.format(Locale.ROOT, "seed %d (-Dfaults.seed=%d strikes alike)", seed, seed));
    }

    /** A seed that is printed, and can be given again. */
    static long seed() {
        return Long.getLong("faults.seed", System.nanoTime());
    }

    SplittableRandom random() {
        return random;
    }

    /** Strikes between two checkpoints, anywhere, and waits until the job has caught up. */
    void strike(Set<Victim> victims) throws Exception {
        Thread.sleep(random.nextInt(1500));
        long start = kill(victims);
        run.awaitCommitsOfNewEvents();
        double seconds = (System.nanoTime() - start) / 1e9;
        recoveries.add(seconds);
        say(
                String.format(
                        Locale.ROOT,
                        "    new events are committed %.1f s after the kill",
                        seconds));
    }

    /** Strikes and does not wait: the next strike may meet a job that is still recovering. */
    void strikeAndGoOn(Set<Victim> victims) throws Exception {
        kill(victims);
        amidRecovery++;
        say("    and the next one before it has recovered");
    }

    private long kill(Set<Victim> victims) throws Exception {
        strikes++;
        together += victims.size() > 1 ? 1 : 0;
        String who = victims.stream().map(Victim::toString).collect(Collectors.joining(" + "));
        say(String.format(Locale.ROOT, "strike %d: %s", strikes, who));
        int deaths = run.deaths(victims);
        for (Victim victim : victims) {
            int more = victim == Victim.TASK_MANAGER ? deaths - victims.size() : 0;
            kills.merge(victim, 1 + more, Integer::sum);
        }
        long start = System.nanoTime();
        run.strike(victims, random);
        return start;
    }

    void rescale(int parallelism) throws Exception {
        rescales++;
        long start = System.nanoTime();
        run.rescale(parallelism);
        run.awaitCommitsOfNewEvents();
        double seconds = (System.nanoTime() - start) / 1e9;
        say(
                String.format(
                        Locale.ROOT,
                        "stopped with a savepoint, restored with parallelism %d: new events are committed after %.1f s",
                        parallelism,
                        seconds));
    }

    /** Ends the run, prints the summary and gives what was found. */
    Audit end() throws Exception {
        Audit audit = run.audit();
        List<Double> sorted = recoveries.stream().sorted().toList();
        int all = kills.values().stream().mapToInt(Integer::intValue).sum();
        say(
                String.format(
                        Locale.ROOT,
                        "summary: seed %d; %d kills %s in %d strikes, %d of them several at once, %d amid recovery; %d stops with savepoint and rescale; recovery median %.1f s, longest %.1f s; events %d; %s",
                        seed,
                        all,
                        kills,
                        strikes,
                        together,
                        amidRecovery,
                        rescales,
                        sorted.get(sorted.size() / 2),
                        sorted.get(sorted.size() - 1),
                        run.events(),
                        audit));
        return audit;
    }

    private void say(String text) {
        LocalTime time = LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.MILLIS);
        System.out.printf(Locale.ROOT, "%s %s: %s%n", time, name, text);
    }

    /** So fast that there is always something under way, and a slow machine keeps up. */
    static Duration pace() {
        return Duration.ofMillis(25);
    }
}
