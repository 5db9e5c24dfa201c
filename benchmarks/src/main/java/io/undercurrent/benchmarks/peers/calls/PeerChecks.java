package io.undercurrent.benchmarks.peers.calls;

import io.undercurrent.benchmarks.peers.job.PeersSetting;
import io.undercurrent.benchmarks.peers.method.Contestant;
import io.undercurrent.benchmarks.peers.method.Newest;
import io.undercurrent.benchmarks.peers.method.Outputs;
import io.undercurrent.benchmarks.peers.method.Peer;
import io.undercurrent.benchmarks.peers.method.Prefill;
import io.undercurrent.benchmarks.peers.method.ScorerPeer;
import io.undercurrent.benchmarks.peers.method.SeasonalPeer;
import io.undercurrent.benchmarks.peers.method.SeasonalState;
import io.undercurrent.benchmarks.peers.method.WindowPeer;
import io.undercurrent.benchmarks.peers.network.OnnxNetwork;
import io.undercurrent.benchmarks.peers.network.WindowNetwork;
import io.undercurrent.job.ModelFiles;
import io.undercurrent.scorer.ScoreOutput;
import io.undercurrent.scorer.ScorerOptions;
import io.undercurrent.scorer.SequenceModel;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.scoring.StreamOptions;
import io.undercurrent.training.detector.Detection;
import io.undercurrent.training.detector.Detector;
import io.undercurrent.training.detector.DetectorMethod;
import io.undercurrent.training.detector.DetectorSetup;
import java.util.Locale;
import java.util.SplittableRandom;

/** Each contestant's own check, before it is measured: what it says is what it should say. */
public final class PeerChecks {
    private static final long SECOND_MICROS = 1_000_000;
    private static final int BEFORE = 400;
    private static final int AFTER = 40;
    private static final int SHORT = 100;
    private static final int WINDOWS = 5;

    /** ONNX Runtime may sum in another order; outputs are about 1. */
    public static final double TOLERANCE = 1e-4;

    private PeerChecks() {}

    /** What was found equal, in words; throws where something is not. */
    public static String check(Contestant contestant) throws Exception {
        StreamSpec spec = PeersSetting.alone(contestant);
        String more = "";
        if (contestant.isNetwork()) {
            OnnxNetwork network = contestant.network();
            try (WindowNetwork engine =
                    Contestant.engine().open(network.onnx(), network.shape(), OnnxNetwork.OUTPUT)) {
                double worst = worst(network, engine);
                more =
                        String.format(
                                Locale.ROOT,
                                "; outputs equal plain Java's within %.0e (furthest %.1e)",
                                TOLERANCE,
                                worst);
            }
        } else if (contestant.isWindowModel()) {
            window(contestant, spec);
            more = "; scores of a history shorter than the window are the scorer's to the bit";
        } else if (contestant.method().equals(Contestant.SEASONAL)) {
            seasonal();
            more = "; scores are those of evaluate anomalies' seasonal-z to the bit";
        }
        try (Peer<?> peer = contestant.open(spec)) {
            roundTrip(peer);
        }
        return "a state goes on from its bytes to the bit" + more;
    }

    /** A state that goes on from its bytes and one that was never written must say the same. */
    public static <S> void roundTrip(Peer<S> peer) throws Exception {
        Made made = new Made();
        S whole = peer.begin();
        S written = peer.begin();
        ScoreOutput out = Outputs.create();
        ScoreOutput other = Outputs.create();
        for (int i = 0; i < BEFORE; i++) {
            made.next();
            peer.learn(whole, made.time, made.value, out);
            peer.learn(written, made.time, made.value, other);
        }
        S read = peer.read(peer.write(written));
        for (int i = 0; i < AFTER; i++) {
            made.next();
            peer.score(whole, made.time, made.value, out);
            peer.score(read, made.time, made.value, other);
            equal(i, out.score, other.score);
            equal(i, out.expected[0], other.expected[0]);
            peer.score(written, made.time, made.value, other);
            equal(i, out.score, other.score);
        }
    }

    /** The largest difference between an engine and plain Java. */
    public static double worst(OnnxNetwork network, WindowNetwork engine) throws Exception {
        SplittableRandom random = new SplittableRandom(7);
        double worst = 0;
        try (WindowNetwork plain = network.plain()) {
            for (int w = 0; w < WINDOWS; w++) {
                float[] window = new float[(int) network.shape()[0]];
                for (int i = 0; i < window.length; i++) {
                    window[i] = (float) (2 * random.nextDouble() - 1);
                }
                double difference = Math.abs(plain.forecast(window) - engine.forecast(window));
                if (!(difference <= TOLERANCE)) {
                    throw new IllegalStateException(
                            String.format(
                                    Locale.ROOT,
                                    "the network's output lies %.2e from plain Java's",
                                    difference));
                }
                worst = Math.max(worst, difference);
            }
        }
        return worst;
    }

    private static void window(Contestant contestant, StreamSpec spec) throws Exception {
        SequenceModel model = ModelFiles.load(contestant.model());
        ScorerOptions options = StreamOptions.scorer(spec);
        try (Peer<Newest> window = new WindowPeer(model, options, SHORT)) {
            same(window, new ScorerPeer(model, options, false), SHORT);
        }
    }

    /** Two peers must give the same scores. */
    public static <A, B> void same(Peer<A> one, Peer<B> another, int events) throws Exception {
        Made made = new Made();
        A first = one.begin();
        B second = another.begin();
        ScoreOutput out = Outputs.create();
        ScoreOutput other = Outputs.create();
        for (int i = 0; i < events; i++) {
            made.next();
            one.score(first, made.time, made.value, out);
            another.score(second, made.time, made.value, other);
            equal(i, out.score, other.score);
            equal(i, out.expected[0], other.expected[0]);
            equal(i, out.lower[0], other.lower[0]);
        }
    }

    private static void seasonal() throws Exception {
        double rate = ScorerOptions.defaults(1).alarmRate();
        Detector detector =
                DetectorMethod.named(Contestant.SEASONAL, DetectorMethod.baselines())
                        .detector()
                        .apply(new DetectorSetup(1, 0, rate));
        Peer<SeasonalState> peer = new SeasonalPeer();
        SeasonalState state = peer.begin();
        ScoreOutput out = Outputs.create();
        Detection said = new Detection();
        Made made = new Made();
        for (int i = 0; i < 3 * SeasonalState.WINDOW; i++) {
            made.next();
            peer.score(state, made.time, made.value, out);
            detector.observe(made.time, new double[] {made.value}, said);
            equal(i, said.score, out.score);
        }
    }

    private static void equal(int event, double wanted, double found) {
        if (Double.compare(wanted, found) != 0) {
            throw new IllegalStateException(
                    String.format(
                            Locale.ROOT,
                            "event %d: %s instead of %s",
                            event,
                            Double.toString(found),
                            Double.toString(wanted)));
        }
    }

    /** Events of one key. */
    private static final class Made {
        private final SplittableRandom random = new SplittableRandom(11);
        private int event;
        long time;
        double value;

        void next() {
            time += SECOND_MICROS * (1 + random.nextInt(3));
            value = Prefill.value(event++, random);
        }
    }
}
