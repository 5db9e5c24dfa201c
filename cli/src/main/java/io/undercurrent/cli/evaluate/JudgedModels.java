package io.undercurrent.cli.evaluate;

import io.undercurrent.scorer.Models;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options of every evaluation: which models are judged, and on how many threads. */
public final class JudgedModels {
    @Option(
            names = "--model",
            paramLabel = "URI",
            defaultValue = Models.UNIVERSAL,
            description = "The model; default ${DEFAULT-VALUE}.")
    private String model;

    @Option(
            names = "--beside",
            paramLabel = "NAME=URI",
            description =
                    "Another model as a further column, by a name of your own; may be repeated.")
    private Map<String, String> beside = new LinkedHashMap<>();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Series at a time; default: as many as processors. No figure changes.")
    private int threads = Runtime.getRuntime().availableProcessors();

    /** Where the judged model is. */
    public String model() {
        return model;
    }

    /** Further models by the user's names for them. */
    public Map<String, String> beside() {
        return beside;
    }

    /** Number of series that are judged in parallel; no figure depends on it. */
    public int threads() {
        return threads;
    }
}
