package io.undercurrent.benchmarks.peers.page;

import io.undercurrent.benchmarks.peers.calls.ForecastCost;
import io.undercurrent.benchmarks.peers.quality.OpenSet;
import io.undercurrent.benchmarks.runtimes.RuntimeFigures;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was found besides the contestants' own figures; what was not measured is empty. */
public final class Besides {
    /** Both runtimes as processes of their own, by method. */
    public final Map<String, List<RuntimeFigures>> runtimes = new LinkedHashMap<>();

    /** CPU microseconds of a training token on one core, by engine, one a round. */
    public final Map<String, double[]> training = new LinkedHashMap<>();

    /** Figures of a set by method. */
    public final Map<OpenSet, Map<String, Double>> quality = new EnumMap<>(OpenSet.class);

    /** Why a set has no figures. */
    public final Map<OpenSet, String> noQuality = new EnumMap<>(OpenSet.class);

    /** What failed, a sentence each. */
    public final List<String> failures = new ArrayList<>();

    /** Null where it was not measured. */
    public ForecastCost forecast;
}
