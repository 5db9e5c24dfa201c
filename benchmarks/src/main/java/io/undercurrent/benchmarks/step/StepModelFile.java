package io.undercurrent.benchmarks.step;

import io.undercurrent.mamba2.Backbone;
import io.undercurrent.mamba2.Mamba2Config;
import io.undercurrent.mamba2.Parameters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What step.c reads: nine int32 (d_model, d_ssm, headdim, d_state, nheads, conv_dim, d_conv,
 * n_layer, events), each layer's norm and mixer in the reference's shapes (norm, in_proj, conv
 * weight and bias, dt_bias, A_log, D, mixer norm, out_proj), norm_f, the events; native order.
 */
final class StepModelFile {
    private StepModelFile() {}

    static void write(Preset preset, Path file) throws IOException {
        Backbone backbone = preset.backbone();
        Mamba2Config c = backbone.config().mixer();
        Parameters<float[]> p = backbone.parameters();
        float[][] inputs = preset.inputs();
        long floats = (long) inputs.length * c.dModel();
        for (String name : p.names()) {
            floats += p.get(name).length;
        }
        ByteBuffer out =
                ByteBuffer.allocate(Math.toIntExact(36 + 4 * floats))
                        .order(ByteOrder.nativeOrder());
        for (int value :
                new int[] {
                    c.dModel(),
                    c.dSsm(),
                    c.headdim(),
                    c.dState(),
                    c.nheads(),
                    c.convDim(),
                    c.dConv(),
                    backbone.config().nLayer(),
                    inputs.length
                }) {
            out.putInt(value);
        }
        for (int layer = 0; layer < backbone.config().nLayer(); layer++) {
            String at = "backbone.layers." + layer + ".";
            put(out, p.get(at + "norm.weight"));
            for (String name :
                    new String[] {
                        "in_proj.weight",
                        "conv1d.weight",
                        "conv1d.bias",
                        "dt_bias",
                        "A_log",
                        "D",
                        "norm.weight",
                        "out_proj.weight"
                    }) {
                put(out, p.get(at + "mixer." + name));
            }
        }
        put(out, p.get("backbone.norm_f.weight"));
        for (float[] row : inputs) {
            put(out, row);
        }
        Files.write(file, out.array());
    }

    private static void put(ByteBuffer out, float[] values) {
        for (float value : values) {
            out.putFloat(value);
        }
    }
}
