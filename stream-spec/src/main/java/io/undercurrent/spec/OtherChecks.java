package io.undercurrent.spec;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What has to fit together beyond the source: topics, times, parallelism. */
final class OtherChecks {
    private static final List<Option<String>> SINKS =
            List.of(
                    Options.SINK_SCORES,
                    Options.SINK_FORECASTS,
                    Options.SINK_ANOMALIES,
                    Options.SINK_EPISODES,
                    Options.SINK_DEAD_LETTERS);

    private OtherChecks() {}

    static void check(Settings settings) {
        topics(settings);
        times(settings);
        parallelism(settings);
        cache(settings);
    }

    private static void cache(Settings settings) {
        if (settings.get(Options.JOB_STATE_BACKEND) == StreamSpec.StateBackend.HASHMAP) {
            for (Option<?> option : List.of(Options.JOB_CACHE_SIZE, Options.JOB_CACHE_MAX_DIRTY)) {
                settings.refuseUnused(option, "with " + settings.shown(Options.JOB_STATE_BACKEND));
            }
            return;
        }
        Integer size = settings.get(Options.JOB_CACHE_SIZE);
        Integer dirty = settings.get(Options.JOB_CACHE_MAX_DIRTY);
        if (size != null
                && dirty != null
                && settings.isGiven(Options.JOB_CACHE_MAX_DIRTY)
                && dirty > size) {
            settings.refuse(
                    Options.JOB_CACHE_MAX_DIRTY,
                    settings.shown(Options.JOB_CACHE_MAX_DIRTY)
                            + ": it must not be more than "
                            + settings.shown(Options.JOB_CACHE_SIZE));
        }
    }

    private static void topics(Settings settings) {
        Map<String, Option<String>> users = new LinkedHashMap<>();
        users.put(settings.get(Options.SOURCE_TOPIC), Options.SOURCE_TOPIC);
        for (Option<String> sink : SINKS) {
            String topic = settings.get(sink);
            if (topic == null) {
                continue;
            }
            Option<String> other = users.putIfAbsent(topic, sink);
            if (other != null) {
                Option<String> given = settings.isGiven(sink) ? sink : other;
                settings.refuse(
                        given,
                        settings.shown(sink)
                                + ": "
                                + other.key()
                                + " is the same topic; each needs its own");
            }
        }
    }

    private static void times(Settings settings) {
        Duration interval = settings.get(Options.CHECKPOINT_INTERVAL);
        Duration timeout = settings.get(Options.TRANSACTION_TIMEOUT);
        if (interval != null && timeout != null && interval.compareTo(timeout) >= 0) {
            Option<?> given =
                    settings.isGiven(Options.CHECKPOINT_INTERVAL)
                            ? Options.CHECKPOINT_INTERVAL
                            : Options.TRANSACTION_TIMEOUT;
            settings.refuse(
                    given,
                    settings.shown(Options.CHECKPOINT_INTERVAL)
                            + ": it must be shorter than "
                            + settings.shown(Options.TRANSACTION_TIMEOUT)
                            + ", or every transaction times out before its checkpoint commits it");
        }
    }

    private static void parallelism(Settings settings) {
        Integer now = settings.get(Options.JOB_PARALLELISM);
        Integer most = settings.get(Options.JOB_MAX_PARALLELISM);
        if (now != null && most != null && now > most) {
            Option<?> given =
                    settings.isGiven(Options.JOB_PARALLELISM)
                            ? Options.JOB_PARALLELISM
                            : Options.JOB_MAX_PARALLELISM;
            settings.refuse(
                    given,
                    settings.shown(Options.JOB_PARALLELISM)
                            + ": it must not be more than "
                            + settings.shown(Options.JOB_MAX_PARALLELISM));
        }
    }
}
