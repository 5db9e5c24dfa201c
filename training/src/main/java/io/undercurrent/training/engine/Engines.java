package io.undercurrent.training.engine;

import io.undercurrent.mamba2.Parameters;
import io.undercurrent.scorer.network.NetworkConfig;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Finds the engines on the class path by name. */
public final class Engines {
    /** Engines in modules that are built only on request, and the commands that build them. */
    private static final Map<String, String> ON_REQUEST =
            Map.of(
                    "cuda", "mvn -DskipTests -Pcuda package -pl demo -am",
                    "dl4j", "mvn -DskipTests -Pdl4j package -pl demo -am");

    private Engines() {}

    /**
     * Creates an engine.
     *
     * @param name of a provider
     * @param parameters initial weights; copied
     * @param threads at least 1
     * @throws IllegalArgumentException if no engine has that name, with the available ones and the
     *     command that adds it; or naming an option of the network that the engine does not support
     * @throws IllegalStateException if it cannot run on this machine, with the reason
     */
    public static TrainingEngine create(
            String name,
            NetworkConfig config,
            Parameters<float[]> parameters,
            AdamWOptions options,
            int threads) {
        return find(name).create(config, parameters, options, threads);
    }

    /** All engines, the built-in one first. */
    public static List<EngineProvider> all() {
        return ServiceLoader.load(EngineProvider.class, Engines.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .sorted((a, b) -> Boolean.compare(b.name().equals("java"), a.name().equals("java")))
                .toList();
    }

    /**
     * The provider with a given name.
     *
     * @throws IllegalArgumentException as {@link #create}
     */
    public static EngineProvider find(String name) {
        List<EngineProvider> all = all();
        for (EngineProvider provider : all) {
            if (provider.name().equals(name)) {
                return provider;
            }
        }
        String there = all.stream().map(EngineProvider::name).collect(Collectors.joining(", "));
        String command = ON_REQUEST.get(name);
        throw new IllegalArgumentException(
                command == null
                        ? "no engine " + name + "; there are " + there
                        : String.format(
                                Locale.ROOT,
                                "engine %s is not in this build (there are %s); this adds it: %s",
                                name,
                                there,
                                command));
    }
}
