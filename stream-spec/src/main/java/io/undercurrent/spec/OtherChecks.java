package io.undercurrent.spec;

import io.undercurrent.spec.option.JobOptions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks options outside the source against each other: topics, times, parallelism, caches, the
 * budget of episodes.
 */
final class OtherChecks {
    private static final List<String> SINKS =
            List.of(
                    "sink.scores",
                    "sink.forecasts",
                    "sink.anomalies",
                    "sink.episodes",
                    "sink.dead-letters");

    private OtherChecks() {}

    static void check(Settings settings) {
        topics(settings);
        times(settings);
        parallelism(settings);
        cache(settings);
        budget(settings);
    }

    private static void budget(Settings settings) {
        if (!settings.isGiven("alarm.budget")) {
            settings.refuseUnused("alarm.keys", "without alarm.budget");
        }
    }

    private static void cache(Settings settings) {
        if (settings.get("job.state-backend", JobOptions.StateBackend.class)
                == JobOptions.StateBackend.HASHMAP) {
            for (String option : List.of("job.cache-size", "job.cache-max-dirty")) {
                settings.refuseUnused(option, "with " + settings.shown("job.state-backend"));
            }
            return;
        }
        Integer size = settings.get("job.cache-size", Integer.class);
        Integer dirty = settings.get("job.cache-max-dirty", Integer.class);
        if (size != null
                && dirty != null
                && settings.isGiven("job.cache-max-dirty")
                && dirty > size) {
            settings.refuse(
                    "job.cache-max-dirty",
                    settings.shown("job.cache-max-dirty")
                            + ": it must not be more than "
                            + settings.shown("job.cache-size"));
        }
    }

    private static void topics(Settings settings) {
        Map<String, String> users = new LinkedHashMap<>();
        users.put(settings.get("source.topic", String.class), "source.topic");
        for (String sink : SINKS) {
            String topic = settings.get(sink, String.class);
            if (topic == null) {
                continue;
            }
            String other = users.putIfAbsent(topic, sink);
            if (other != null) {
                String given = settings.isGiven(sink) ? sink : other;
                settings.refuse(
                        given,
                        settings.shown(sink)
                                + ": "
                                + other
                                + " is the same topic; each needs its own");
            }
        }
    }

    private static void times(Settings settings) {
        Duration interval = settings.get("checkpoint.interval", Duration.class);
        Duration timeout = settings.get("sink.transaction-timeout", Duration.class);
        if (interval != null && timeout != null && interval.compareTo(timeout) >= 0) {
            String given =
                    settings.isGiven("checkpoint.interval")
                            ? "checkpoint.interval"
                            : "sink.transaction-timeout";
            settings.refuse(
                    given,
                    settings.shown("checkpoint.interval")
                            + ": it must be shorter than "
                            + settings.shown("sink.transaction-timeout")
                            + ", or every transaction times out before its checkpoint commits it");
        }
    }

    private static void parallelism(Settings settings) {
        Integer now = settings.get("job.parallelism", Integer.class);
        Integer most = settings.get("job.max-parallelism", Integer.class);
        if (now != null && most != null && now > most) {
            String given =
                    settings.isGiven("job.parallelism") ? "job.parallelism" : "job.max-parallelism";
            settings.refuse(
                    given,
                    settings.shown("job.parallelism")
                            + ": it must not be more than "
                            + settings.shown("job.max-parallelism"));
        }
    }
}
