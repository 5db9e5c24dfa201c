package io.undercurrent.benchmarks.step;

import io.undercurrent.mamba2.BackboneStep;

/** Events of keys in random order, or of one hot key, or of a batch of hot keys. */
final class Events implements StepChild.Work {
    private final BackboneStep step;
    private final float[][] inputs;
    private final float[][] states;
    private final int batch;
    private final float[][] batchInputs;
    private final float[][] batchStates;
    private final int[] offsets;
    private final float[][] outputs;
    private long random = 88172645463325252L;
    private int next;

    /** A batch of more than one goes over the same keys each time. */
    Events(BackboneStep step, float[][] inputs, float[][] states, int batch) {
        this.step = step;
        this.inputs = inputs;
        this.states = states;
        this.batch = batch;
        batchInputs = new float[batch][];
        batchStates = new float[batch][];
        offsets = new int[batch];
        outputs = new float[batch][inputs[0].length];
    }

    @Override
    public int run() {
        for (int b = 0; b < batch; b++) {
            batchInputs[b] = inputs[next++ % inputs.length];
            batchStates[b] = states[batch > 1 ? b : key()];
        }
        step.step(batch, batchInputs, batchStates, offsets, outputs);
        next %= inputs.length;
        return batch;
    }

    private int key() {
        random ^= random << 13;
        random ^= random >>> 7;
        random ^= random << 17;
        return (int) Long.remainderUnsigned(random, states.length);
    }
}
