package io.undercurrent.scorer.network;

import io.undercurrent.mamba2.BackboneConfig;
import io.undercurrent.mamba2.ModelConfig;
import io.undercurrent.mamba2.ModelDirectory;
import io.undercurrent.mamba2.Parameters;
import io.undercurrent.scorer.inputs.EventOptions;
import io.undercurrent.scorer.inputs.InputOptions;
import io.undercurrent.scorer.inputs.TokenOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads and writes a trained network's folder: config.json in the reference's form, with additional
 * entries under {@code "undercurrent"}, and model.safetensors.
 */
public final class NetworkFolder {
    private static final String TRUNK = "trunk";
    private static final String MLP_HIDDEN = "mlp_hidden";
    private static final String HORIZONS = "horizons";
    private static final String LEVELS = "quantiles";
    private static final String SEASONS = "seasons";
    private static final String RING = "ring";
    private static final String CHANNELS = "channels";
    private static final String COVARIATES = "covariates";
    private static final String SYMBOLS = "symbols";

    private NetworkFolder() {}

    /** Whether a folder holds a trained network and not a bare backbone. */
    public static boolean isForecaster(Path folder) throws IOException {
        return !ModelDirectory.readExtension(folder).isEmpty();
    }

    /**
     * Reads a trained network.
     *
     * @throws IOException if a file is missing or malformed; the message names file and place
     */
    public static TrainedNetwork read(Path folder) throws IOException {
        BackboneConfig backbone = ModelDirectory.readConfig(folder).backbone();
        Map<?, ?> own = ModelDirectory.readExtension(folder);
        try {
            TokenOptions tokens = tokens(own);
            NetworkConfig config =
                    NetworkConfig.of(
                            tokens,
                            trunk(own),
                            backbone,
                            integer(own, MLP_HIDDEN),
                            list(own, LEVELS, Number::doubleValue));
            same(HORIZONS, own, config.horizons());
            same(LEVELS, own, config.levels());
            same(SEASONS, own, tokens.seasons());
            same(RING, own, tokens.ring());
            Parameters<float[]> parameters =
                    ModelDirectory.readParameters(folder, NetworkShapes.of(config), Set.of());
            return TrainedNetwork.of(config, tokens, parameters);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IOException(
                    folder.resolve("config.json") + ": undercurrent: " + e.getMessage(), e);
        }
    }

    /** Writes a network into a folder, which is created if missing. */
    public static void write(Path folder, TrainedNetwork network) throws IOException {
        write(folder, network.config(), network.tokens(), network.parameters());
    }

    /** The same for weights that are not arranged for streaming. */
    public static void write(
            Path folder, NetworkConfig config, TokenOptions tokens, Parameters<float[]> parameters)
            throws IOException {
        Map<String, Object> own = new LinkedHashMap<>();
        own.put(TRUNK, config.trunk().name().toLowerCase(Locale.ROOT));
        own.put(MLP_HIDDEN, config.mlpHidden());
        own.put(HORIZONS, config.horizons());
        own.put(LEVELS, config.levels());
        own.put(SEASONS, tokens.seasons());
        own.put(RING, tokens.ring());
        own.putAll(tokens.match(NetworkFolder::fields, NetworkFolder::symbols));
        ModelDirectory.write(
                folder, ModelConfig.continuous(config.backbone()), own, parameters, List.of());
    }

    /** Channels that are read one by one need no entry. */
    private static Map<String, Object> fields(InputOptions numbers) {
        Map<String, Object> own = new LinkedHashMap<>();
        if (numbers.isTogether()) {
            own.put(CHANNELS, numbers.channels());
            own.put(COVARIATES, numbers.covariates());
        }
        return own;
    }

    private static Map<String, Object> symbols(EventOptions events) {
        return Map.of(SYMBOLS, events.symbols());
    }

    private static TokenOptions tokens(Map<?, ?> own) {
        if (own.containsKey(SYMBOLS)) {
            return new EventOptions(list(own, SYMBOLS, Number::doubleValue));
        }
        return new InputOptions(
                list(own, HORIZONS, number -> Math.toIntExact(number.longValue())),
                integer(own, SEASONS),
                integer(own, RING),
                own.containsKey(CHANNELS) ? integer(own, CHANNELS) : 1,
                own.containsKey(COVARIATES) ? integer(own, COVARIATES) : 0);
    }

    /** A model of discrete events has these fixed; the folder states them nevertheless. */
    private static void same(String name, Map<?, ?> own, Object allowed) {
        String stated = String.valueOf(own.get(name));
        if (!stated.equals(allowed.toString())) {
            throw new IllegalArgumentException(
                    name + " = " + stated + ": allowed for such tokens is " + allowed);
        }
    }

    private static Trunk trunk(Map<?, ?> own) {
        String name = String.valueOf(own.get(TRUNK));
        for (Trunk trunk : Trunk.values()) {
            if (trunk.name().toLowerCase(Locale.ROOT).equals(name)) {
                return trunk;
            }
        }
        throw new IllegalArgumentException(TRUNK + " = " + name + ": allowed are mamba2 and mlp");
    }

    private static int integer(Map<?, ?> own, String name) {
        if (own.get(name) instanceof Long value) {
            return Math.toIntExact(value);
        }
        throw new IllegalArgumentException(
                name + " = " + own.get(name) + ": allowed is a whole number");
    }

    private static <T> List<T> list(Map<?, ?> own, String name, Function<Number, T> read) {
        if (own.get(name) instanceof List<?> values
                && values.stream().allMatch(Number.class::isInstance)) {
            return values.stream().map(Number.class::cast).map(read).toList();
        }
        throw new IllegalArgumentException(
                name + " = " + own.get(name) + ": allowed is a list of numbers");
    }
}
