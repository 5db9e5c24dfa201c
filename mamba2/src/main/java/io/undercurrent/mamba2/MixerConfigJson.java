package io.undercurrent.mamba2;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads and writes {@code ssm_cfg}, the keyword arguments of the reference's {@code Mamba2}. It
 * writes only the options that differ from the defaults, so that a new option does not change the
 * identity of an old model.
 */
final class MixerConfigJson {

    private MixerConfigJson() {}

    static Mamba2Config parse(int dModel, Object value) {
        JsonFields f = new JsonFields("ssm_cfg", value);
        if (!f.has("layer")) {
            throw new IllegalArgumentException(
                    "ssm_cfg has no \"layer\", which stands for Mamba-1; only \"Mamba2\" is supported");
        }
        f.expect("layer", "Mamba2", "only \"Mamba2\" is supported");
        f.skip("use_mem_eff_path"); // chooses a kernel of the reference
        Mamba2Config config = options(Mamba2Config.builder(dModel), f);
        f.refuseOthers();
        return config;
    }

    /** Reads the reference's option names into the builder. */
    static Mamba2Config options(Mamba2Config.Builder b, JsonFields f) {
        if (f.has("d_state")) {
            b.dState(f.integer("d_state"));
        }
        if (f.has("d_conv")) {
            b.dConv(f.integer("d_conv"));
        }
        if (f.has("conv_init")) {
            b.convInit(f.number("conv_init"));
        }
        if (f.has("expand")) {
            b.expand(f.integer("expand"));
        }
        if (f.has("headdim")) {
            b.headdim(f.integer("headdim"));
        }
        if (f.has("d_ssm")) {
            b.dSsm(f.integer("d_ssm"));
        }
        if (f.has("ngroups")) {
            b.ngroups(f.integer("ngroups"));
        }
        if (f.has("D_has_hdim")) {
            b.dHasHdim(f.bool("D_has_hdim"));
        }
        if (f.has("rmsnorm")) {
            b.rmsnorm(f.bool("rmsnorm"));
        }
        if (f.has("norm_before_gate")) {
            b.normBeforeGate(f.bool("norm_before_gate"));
        }
        if (f.has("grouped_norm")) {
            b.groupedNorm(f.bool("grouped_norm"));
        }
        if (f.has("dt_limit")) {
            b.dtLimit(f.range("dt_limit")[0], f.range("dt_limit")[1]);
        }
        if (f.has("bias")) {
            b.bias(f.bool("bias"));
        }
        if (f.has("conv_bias")) {
            b.convBias(f.bool("conv_bias"));
        }
        if (f.has("chunk_size")) {
            b.chunkSize(f.integer("chunk_size"));
        }
        if (f.has("learnable_init_states")) {
            b.learnableInitStates(f.bool("learnable_init_states"));
        }
        b.dtInit(
                f.has("dt_min") ? f.number("dt_min") : 1e-3,
                f.has("dt_max") ? f.number("dt_max") : 0.1,
                f.has("dt_init_floor") ? f.number("dt_init_floor") : 1e-4);
        if (f.has("A_init_range")) {
            b.aInitRange(f.range("A_init_range")[0], f.range("A_init_range")[1]);
        }
        return b.build();
    }

    /**
     * The options that differ from the defaults.
     *
     * @param withTuning also includes options that do not change what a trained model computes
     */
    static Map<String, Object> document(Mamba2Config c, boolean withTuning) {
        Mamba2Config d =
                Mamba2Config.builder(c.dModel()).dState(1).headdim(1).expand(c.expand()).build();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("layer", "Mamba2");
        map.put("d_state", c.dState());
        map.put("headdim", c.headdim());
        put(map, "d_conv", c.dConv(), d.dConv());
        put(map, "expand", c.expand(), 2);
        put(map, "d_ssm", c.dSsm(), d.dSsm());
        put(map, "ngroups", c.ngroups(), d.ngroups());
        put(map, "D_has_hdim", c.dHasHdim(), d.dHasHdim());
        put(map, "rmsnorm", c.rmsnorm(), d.rmsnorm());
        put(map, "norm_before_gate", c.normBeforeGate(), d.normBeforeGate());
        put(map, "grouped_norm", c.groupedNorm(), d.groupedNorm());
        put(
                map,
                "dt_limit",
                range(c.dtLimitMin(), c.dtLimitMax()),
                range(d.dtLimitMin(), d.dtLimitMax()));
        put(map, "bias", c.bias(), d.bias());
        put(map, "conv_bias", c.convBias(), d.convBias());
        put(map, "learnable_init_states", c.learnableInitStates(), d.learnableInitStates());
        if (withTuning) {
            put(map, "chunk_size", c.chunkSize(), d.chunkSize());
            put(map, "conv_init", c.convInit(), d.convInit());
            put(map, "dt_min", c.dtMin(), d.dtMin());
            put(map, "dt_max", c.dtMax(), d.dtMax());
            put(map, "dt_init_floor", c.dtInitFloor(), d.dtInitFloor());
            put(
                    map,
                    "A_init_range",
                    range(c.aInitMin(), c.aInitMax()),
                    range(d.aInitMin(), d.aInitMax()));
        }
        return map;
    }

    private static List<Object> range(double low, double high) {
        return new ArrayList<>(Arrays.asList(low, high));
    }

    private static void put(Map<String, Object> map, String name, Object value, Object standard) {
        if (!value.equals(standard)) {
            map.put(name, value);
        }
    }
}
