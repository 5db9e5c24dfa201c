package io.undercurrent.benchmarks.peers.page;

import io.undercurrent.benchmarks.local.Medians;
import io.undercurrent.benchmarks.peers.job.PeerLatency;
import io.undercurrent.benchmarks.peers.job.PeerRun;
import io.undercurrent.benchmarks.peers.method.Contestant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** What was found of one contestant; what failed or was not measured stays NaN. */
public final class Entry {
    private static final String CAUSED_BY = "Caused by: ";

    public final Contestant contestant;

    /** What its check found equal. */
    public String checked = "";

    /** Committed scores that were compared, in all rounds. */
    public int compared;

    /** Of the rounds that count. */
    public final List<PeerRun> runs = new ArrayList<>();

    /** Why it has no figures; null where nothing failed. */
    public String failure;

    public PeerLatency latency;

    /** CPU microseconds an event of the calls alone, by the length of the history. */
    public final Map<Integer, double[]> calls = new TreeMap<>();

    /** Bytes of a key's state, by the length of the history. */
    public final Map<Integer, Integer> bytes = new TreeMap<>();

    /** One run for each number of keys. */
    public final Map<Integer, PeerRun> byKeys = new TreeMap<>();

    /** Why a number of keys has no figures. */
    public final Map<Integer, String> keysFailures = new TreeMap<>();

    public Entry(Contestant contestant) {
        this.contestant = contestant;
    }

    /** Notes a failure; the first one is shown. */
    public void fail(String where, Exception e) {
        if (failure == null) {
            failure = where + ": " + reason(e);
        }
    }

    /** Why something failed, in a line. */
    public static String reason(Exception e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return first(String.valueOf(cause.getMessage()), cause);
    }

    /** Flink tells of a failed job as one text with all causes; the innermost one says why. */
    private static String first(String message, Throwable cause) {
        int innermost = message.lastIndexOf(CAUSED_BY);
        String words = innermost < 0 ? message : message.substring(innermost + CAUSED_BY.length());
        String line = words.lines().findFirst().orElse("");
        return line.isBlank() ? cause.getClass().getName() : line;
    }

    private double median(ToDoubleFunction<PeerRun> figure) {
        return Medians.of(runs.stream().mapToDouble(figure).toArray());
    }

    public double rate() {
        return median(PeerRun::rate);
    }

    /** CPU microseconds an event. */
    public double micros() {
        return median(PeerRun::micros);
    }

    public double least() {
        return Medians.least(runs.stream().mapToDouble(PeerRun::micros).toArray());
    }

    public double most() {
        return Medians.most(runs.stream().mapToDouble(PeerRun::micros).toArray());
    }

    public double quietMicros() {
        return median(PeerRun::quietMicros);
    }

    public double checkpointBytes() {
        return median(PeerRun::checkpointBytes);
    }

    public double checkpointMillis() {
        return median(PeerRun::checkpointMillis);
    }

    public double p50() {
        return latency == null ? Double.NaN : latency.p50();
    }

    public double p99() {
        return latency == null ? Double.NaN : latency.p99();
    }

    /** CPU microseconds an event of the calls alone after the longest history that was reached. */
    public double callMicros() {
        double[] last = {};
        for (double[] each : calls.values()) {
            last = each;
        }
        return Medians.of(last);
    }

    /** Bytes of a key after the longest history that was reached. */
    public double keyBytes() {
        double last = Double.NaN;
        for (int each : bytes.values()) {
            last = each;
        }
        return last;
    }
}
