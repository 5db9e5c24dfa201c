package io.undercurrent.scorer.network;

import io.undercurrent.scorer.inputs.EventInputs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Sizes of a network's head, and of the tokens that this kind of head reads. */
public sealed interface HeadConfig {
    /** Steps ahead for which a token has targets, strictly rising, from 1. */
    List<Integer> horizons();

    /** Quantile levels in (0, 1), strictly rising, 0.5 among them. */
    List<Double> levels();

    /** K, the number of causal forecasts that a token has for each horizon. */
    int bases();

    /**
     * The number of numbers that store a token.
     *
     * @param inputs F, the network's inputs that are computed from them
     * @throws IllegalArgumentException if the head does not read tokens of {@code inputs} inputs
     */
    int tokenWidth(int inputs);

    /** Names and shapes of the head's parameters, in a fixed order. */
    Map<String, int[]> shapes(int width);

    /**
     * Calls the function of this kind. A new kind adds a parameter, so the compiler names every
     * place that has to handle it.
     */
    <R> R match(
            Function<? super Quantiles, ? extends R> quantiles,
            Function<? super Symbols, ? extends R> symbols);

    /**
     * Quantiles of numbers at all horizons together.
     *
     * @param horizons as above
     * @param levels as above
     * @param bases K, which the head mixes
     */
    record Quantiles(List<Integer> horizons, List<Double> levels, int bases) implements HeadConfig {
        /** Checks every value. */
        public Quantiles {
            horizons = List.copyOf(horizons);
            levels = List.copyOf(levels);
            NetworkConfig.check(bases >= 1, "bases", bases, "1 and more");
            NetworkConfig.check(
                    NetworkConfig.rising(horizons, 1, 4096),
                    "horizons",
                    horizons,
                    "rising steps from 1 to 4096");
            NetworkConfig.check(
                    NetworkConfig.rising(levels, 1e-9, 1 - 1e-9),
                    "levels",
                    levels,
                    "rising levels within (0, 1)");
            NetworkConfig.check(
                    levels.contains(0.5), "levels", levels, "levels with 0.5 among them");
        }

        /** Index of the median among the levels. */
        public int median() {
            return levels.indexOf(0.5);
        }

        @Override
        public int tokenWidth(int inputs) {
            return inputs;
        }

        @Override
        public Map<String, int[]> shapes(int width) {
            Map<String, int[]> shapes = new LinkedHashMap<>();
            NetworkShapes.linear(shapes, NetworkShapes.MIX, horizons.size() * bases, width);
            NetworkShapes.linear(
                    shapes, NetworkShapes.QUANTILES, horizons.size() * levels.size(), width);
            return shapes;
        }

        @Override
        public <R> R match(
                Function<? super Quantiles, ? extends R> quantiles,
                Function<? super Symbols, ? extends R> symbols) {
            return quantiles.apply(this);
        }
    }

    /**
     * Probabilities of the next discrete event's symbols. A token has one target and a base that
     * nothing reads.
     *
     * @param symbols number of symbols, including the one for unknown codes, at least 3
     */
    record Symbols(int symbols) implements HeadConfig {
        /** Checks the number. */
        public Symbols {
            NetworkConfig.check(symbols >= 3, "symbols", symbols, "3 and more");
        }

        @Override
        public List<Integer> horizons() {
            return List.of(1);
        }

        @Override
        public List<Double> levels() {
            return List.of(0.5);
        }

        @Override
        public int bases() {
            return 1;
        }

        @Override
        public int tokenWidth(int inputs) {
            NetworkConfig.check(
                    inputs == EventInputs.features(symbols),
                    "inputs",
                    inputs,
                    "those of the symbols, " + EventInputs.features(symbols));
            return EventInputs.WIDTH;
        }

        @Override
        public Map<String, int[]> shapes(int width) {
            Map<String, int[]> shapes = new LinkedHashMap<>();
            NetworkShapes.linear(shapes, NetworkShapes.SYMBOLS, symbols, width);
            return shapes;
        }

        @Override
        public <R> R match(
                Function<? super Quantiles, ? extends R> quantiles,
                Function<? super Symbols, ? extends R> symbolsOf) {
            return symbolsOf.apply(this);
        }
    }
}
