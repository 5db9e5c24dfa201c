package io.undercurrent.benchmarks.step;

import io.undercurrent.mamba2.Backbone;
import io.undercurrent.mamba2.BackboneStep;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * One measurement in a JVM of its own, so that nothing else shapes the compiled code; the variant
 * comes by system property. Prints microseconds of CPU time an event.
 */
public final class StepChild {
    private static final int LOOK_EVERY = 64;

    private final Preset preset;
    private final Backbone backbone;
    private final float[][] inputs;

    private StepChild(Preset preset) {
        this.preset = preset;
        backbone = preset.backbone();
        inputs = preset.inputs();
    }

    /** Arguments: preset, what, and what it needs; see {@link StepProcess}. */
    public static void main(String[] args) throws IOException {
        StepChild child = new StepChild(Preset.of(args[0]));
        switch (args[1]) {
            case "check" -> child.check(Path.of(args[2]));
            case "time" ->
                    System.out.printf(
                            Locale.ROOT,
                            "%.4f%n",
                            child.time(
                                    Integer.parseInt(args[2]),
                                    Integer.parseInt(args[3]),
                                    Integer.parseInt(args[4]),
                                    Integer.parseInt(args[5])));
            case "prefill" ->
                    System.out.printf(
                            Locale.ROOT,
                            "%.4f%n",
                            child.prefill(Integer.parseInt(args[2]), Integer.parseInt(args[3])));
            case "start" ->
                    new ColdStart(child.backbone, child.inputs).print(Integer.parseInt(args[2]));
            default -> throw new IllegalArgumentException("unknown: " + args[1]);
        }
    }

    private void check(Path out) throws IOException {
        BackboneStep step = backbone.newStep(1);
        int width = preset.config().mixer().dModel();
        float[][] state = newStates(1);
        float[][] output = new float[1][width];
        ByteBuffer bytes =
                ByteBuffer.allocate(4 * inputs.length * width).order(ByteOrder.nativeOrder());
        for (float[] input : inputs) {
            step.step(1, new float[][] {input}, state, new int[1], output);
            for (float value : output[0]) {
                bytes.putFloat(value);
            }
        }
        Files.write(out, bytes.array());
    }

    private double time(int keys, int batch, int warmMillis, int millis) {
        BackboneStep step = backbone.newStep(batch);
        float[][] states = newStates(Math.max(keys, batch));
        Events events = new Events(step, inputs, states, batch);
        run(events, warmMillis);
        return run(events, millis);
    }

    private double prefill(int warmMillis, int millis) {
        float[] state = newStates(1)[0];
        float[][] outputs = new float[inputs.length][preset.config().mixer().dModel()];
        var prefill = backbone.newPrefill();
        Work work =
                () -> {
                    prefill.run(inputs, null, state, 0, outputs);
                    return inputs.length;
                };
        run(work, warmMillis);
        return run(work, millis);
    }

    private float[][] newStates(int keys) {
        float[][] states = new float[keys][backbone.stateFloats()];
        for (float[] state : states) {
            backbone.initState(state, 0);
        }
        return states;
    }

    /** Something to repeat; returns how many events it was. */
    interface Work {
        int run();
    }

    /** Microseconds of this thread's CPU time an event. */
    static double run(Work work, int millis) {
        var threads = ManagementFactory.getThreadMXBean();
        long begin = threads.getCurrentThreadCpuTime();
        long took = 0;
        long done = 0;
        while (took < millis * 1_000_000L) {
            for (int i = 0; i < LOOK_EVERY; ) {
                int events = work.run();
                i += events;
                done += events;
            }
            took = threads.getCurrentThreadCpuTime() - begin;
        }
        return took / 1e3 / done;
    }
}
