package io.undercurrent.benchmarks.peers.method;

import io.undercurrent.benchmarks.local.Checks;
import io.undercurrent.benchmarks.peers.network.GruNetwork;
import io.undercurrent.benchmarks.peers.network.NetworkEngine;
import io.undercurrent.benchmarks.peers.network.OnnxNetwork;
import io.undercurrent.benchmarks.peers.network.TransformerNetwork;
import io.undercurrent.benchmarks.peers.network.WindowNetwork;
import io.undercurrent.job.ModelFiles;
import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.scoring.StreamOptions;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;

/**
 * A way to score on a state backend.
 *
 * @param method its name
 * @param backend Flink's: hashmap or rocksdb
 */
public record Contestant(String method, String backend) {
    public static final String IDENTITY = "identity";
    public static final String FOREST = "rcf";
    public static final String SEASONAL = "seasonal-z";

    /** The model that the others are held against. */
    public static final String DEFAULT_MODEL = "universal";

    public static final String HEAP = "hashmap";
    public static final String DISK = "rocksdb";

    private static final String WINDOW = "window-";
    private static final String GRU = "gru-";
    private static final List<String> MODELS = List.of("universal", "tiny", "small", "base");
    private static final int WINDOW_EVENTS = 256;
    private static final long SEED = 20_260_101;

    /** What is compared without further options. */
    public static final String DEFAULT =
            "identity,rcf,seasonal-z,window-universal,gru-64,gru-256,transformer-64,"
                    + "transformer-256,universal,tiny,small,base,rcf@rocksdb,universal@rocksdb,"
                    + "tiny@rocksdb,small@rocksdb,base@rocksdb";

    /** To see it run. */
    public static final String FEW =
            "identity,rcf,seasonal-z,window-universal,gru-64,transformer-64,universal,tiny,"
                    + "tiny@rocksdb";

    /** NAME or NAME@BACKEND. */
    public static Contestant parse(String text) {
        int at = text.indexOf('@');
        Contestant parsed =
                at < 0
                        ? new Contestant(text, HEAP)
                        : new Contestant(text.substring(0, at), text.substring(at + 1));
        Checks.option(
                parsed.isKnown() && List.of(HEAP, DISK).contains(parsed.backend),
                "--contestants",
                text,
                "identity, rcf, seasonal-z, gru-EVENTS, transformer-EVENTS, window-MODEL and MODEL,"
                        + " each alone or with @rocksdb; models are "
                        + String.join(", ", MODELS));
        return parsed;
    }

    private boolean isKnown() {
        return List.of(IDENTITY, FOREST, SEASONAL).contains(method)
                || isOurs()
                || (method.startsWith(WINDOW) && MODELS.contains(method.substring(WINDOW.length())))
                || isNetwork();
    }

    public boolean isOurs() {
        return MODELS.contains(method);
    }

    /** Whether it needs ONNX Runtime. */
    public boolean isNetwork() {
        return method.matches("(gru|transformer)-[1-9][0-9]{0,3}");
    }

    public boolean isWindowModel() {
        return method.startsWith(WINDOW);
    }

    /** The model whose weights it runs over a window; null for all others. */
    public String windowOf() {
        return isWindowModel() ? method.substring(WINDOW.length()) : null;
    }

    public String name() {
        return HEAP.equals(backend) ? method : method + "@" + backend;
    }

    /** What it is, in a line. */
    public String title() {
        if (isOurs()) {
            return "Undercurrent, bundled:" + method;
        }
        if (isWindowModel()) {
            return String.format(
                    Locale.ROOT, "the weights of %s over %d events", model(), WINDOW_EVENTS);
        }
        if (isNetwork()) {
            return String.format(
                    Locale.ROOT,
                    "ONNX Runtime, %s of %,d weights",
                    method.startsWith(GRU) ? "GRU" : "Transformer",
                    network().weights());
        }
        return switch (method) {
            case FOREST -> "AWS RandomCutForest, 50 trees, shingle 8";
            case SEASONAL -> "seasonal naive, robust z-score";
            default -> "passes events on";
        };
    }

    /** The URI of the weights that its job declares; peers without a model declare a small one. */
    public String model() {
        String name = method.substring(isWindowModel() ? WINDOW.length() : 0);
        return "bundled:" + (MODELS.contains(name) ? name : "tiny");
    }

    public OnnxNetwork network() {
        int window = Integer.parseInt(method.substring(method.indexOf('-') + 1));
        return method.startsWith(GRU)
                ? new GruNetwork(window, SEED)
                : new TransformerNetwork(window, SEED);
    }

    /**
     * Makes what scores.
     *
     * @param spec the stream's declaration
     */
    public Peer<?> open(StreamSpec spec) throws Exception {
        ScorerOptions options = StreamOptions.scorer(spec);
        if (isOurs() || isWindowModel()) {
            SequenceModel model = ModelFiles.load(model());
            return isOurs()
                    ? new ScorerPeer(model, options, true)
                    : new WindowPeer(model, options, WINDOW_EVENTS);
        }
        if (isNetwork()) {
            OnnxNetwork network = network();
            WindowNetwork opened =
                    engine().open(network.onnx(), network.shape(), OnnxNetwork.OUTPUT);
            return new NetworkPeer((int) network.shape()[0], opened);
        }
        return switch (method) {
            case FOREST -> new ForestPeer();
            case SEASONAL -> new SeasonalPeer();
            default -> new IdentityPeer();
        };
    }

    /** ONNX Runtime. */
    public static NetworkEngine engine() {
        return ServiceLoader.load(NetworkEngine.class)
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "no engine for ONNX files: build with -Ppeers, as benchmarks/run peers does"));
    }
}
