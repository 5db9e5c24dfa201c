package io.undercurrent.detect.anomaly;

import java.io.Serializable;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which statistics and parts a detector uses. Streams use all; an ablation leaves one out, or all
 * others.
 *
 * @param statistics that count in the surprise
 * @param parts that count in the severity
 */
public record Stages(Set<Statistic> statistics, Set<SeverityPart> parts) implements Serializable {
    /** What every stream uses. */
    public static final Stages ALL =
            new Stages(EnumSet.allOf(Statistic.class), EnumSet.allOf(SeverityPart.class));

    /** Copies both sets. */
    public Stages {
        statistics = Set.copyOf(statistics);
        parts = Set.copyOf(parts);
    }

    /** Every variant of an ablation by its name: all, each stage left out, each stage alone. */
    public static Map<String, Stages> ablation() {
        Map<String, Stages> variants = new LinkedHashMap<>();
        variants.put("all", ALL);
        for (Statistic statistic : Statistic.values()) {
            EnumSet<Statistic> others = EnumSet.complementOf(EnumSet.of(statistic));
            variants.put("surprise without " + words(statistic), new Stages(others, ALL.parts));
        }
        for (SeverityPart part : SeverityPart.values()) {
            EnumSet<SeverityPart> others = EnumSet.complementOf(EnumSet.of(part));
            variants.put("severity without " + words(part), new Stages(ALL.statistics, others));
        }
        for (Statistic statistic : Statistic.values()) {
            variants.put(
                    "surprise of " + words(statistic) + " alone",
                    new Stages(EnumSet.of(statistic), ALL.parts));
        }
        for (SeverityPart part : SeverityPart.values()) {
            variants.put(
                    "severity of " + words(part) + " alone",
                    new Stages(ALL.statistics, EnumSet.of(part)));
        }
        return variants;
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
