package io.undercurrent.scorer.network;

import io.undercurrent.mamba2.ParameterShapes;
import java.util.LinkedHashMap;
import java.util.Map;

/** Names and shapes of a trained network's parameters; the backbone's are the reference's. */
public final class NetworkShapes {
    /**
     * Layer names: token embedding, two of the MLP trunk, two of the quantile head, and the symbol
     * head.
     */
    public static final String EMBED = "embed";

    public static final String HIDDEN = "mlp.hidden";
    public static final String OUT = "mlp.out";
    public static final String MIX = "head.mix";
    public static final String QUANTILES = "head.quantiles";
    public static final String SYMBOLS = "head.symbols";

    private NetworkShapes() {}

    /** All parameters in a fixed order: a linear layer is [outputs, inputs] and a bias. */
    public static Map<String, int[]> of(NetworkConfig c) {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        linear(shapes, EMBED, c.width(), c.inputs());
        switch (c.trunk()) {
            case MAMBA2 -> shapes.putAll(ParameterShapes.backbone(c.backbone()));
            case MLP -> {
                linear(shapes, HIDDEN, c.mlpHidden(), c.width());
                linear(shapes, OUT, c.width(), c.mlpHidden());
            }
        }
        shapes.putAll(c.head().shapes(c.width()));
        return shapes;
    }

    static void linear(Map<String, int[]> shapes, String name, int outputs, int inputs) {
        shapes.put(weight(name), new int[] {outputs, inputs});
        shapes.put(bias(name), new int[] {outputs});
    }

    /** The name of a layer's weight, [outputs, inputs]. */
    public static String weight(String layer) {
        return layer + ".weight";
    }

    /** The name of a layer's bias, [outputs]. */
    public static String bias(String layer) {
        return layer + ".bias";
    }
}
