package io.undercurrent.scorer;

import io.undercurrent.mamba2.Backbone;
import io.undercurrent.mamba2.ModelDirectory;
import io.undercurrent.mamba2.Sha256;
import io.undercurrent.mamba2.WeightChecks;
import io.undercurrent.mamba2.safetensors.DType;
import io.undercurrent.mamba2.safetensors.SafetensorsFile;
import io.undercurrent.mamba2.safetensors.SafetensorsWriter;
import io.undercurrent.mamba2.safetensors.TensorInfo;
import io.undercurrent.scorer.network.RecurrentTrunk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * An untrained input projection and Mamba-2 backbone. The projection turns one channel's
 * observation into d_model numbers; after the residual blocks these are the features on which each
 * key learns its own linear read-out.
 */
public final class SeededModel extends SequenceModel {
    /** Inputs of the projection: scaled value, missing or not, time gap, one. */
    public static final int INPUTS = 4;

    static final String PROJECTION_FILE = "input_proj.safetensors";
    private static final String PROJECTION = "input_proj.weight";

    /** Steps of the forecasts that are checked at load: each costs a step of the model. */
    private static final int ROLLED = 8;

    private final Backbone backbone;
    private final float[][] inputProjection;

    /**
     * Creates a model from its weights.
     *
     * @param name the name for people, without '@'
     * @param backbone the residual blocks
     * @param inputProjection weights, [{@link #INPUTS}][d_model]
     */
    public SeededModel(String name, Backbone backbone, float[][] inputProjection) {
        super(
                name,
                hash(backbone, checked(backbone, inputProjection)),
                new RecurrentTrunk(backbone));
        this.backbone = backbone;
        this.inputProjection = inputProjection;
    }

    private static float[][] checked(Backbone backbone, float[][] projection) {
        int dModel = backbone.config().mixer().dModel();
        if (projection.length != INPUTS || projection[0].length != dModel) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "input projection [%d][%d]: allowed is [%d][%d] (inputs, d_model)",
                            projection.length,
                            projection[0].length,
                            INPUTS,
                            dModel));
        }
        return projection;
    }

    /** Reads a folder that {@link #save} wrote. */
    static SeededModel read(String name, Path folder) throws IOException {
        Backbone backbone = Backbone.load(folder);
        int dModel = backbone.config().mixer().dModel();
        ModelDirectory.checkHash(folder, PROJECTION_FILE);
        float[] flat = readProjection(folder.resolve(PROJECTION_FILE), dModel);
        float[][] projection = new float[INPUTS][dModel];
        for (int i = 0; i < INPUTS; i++) {
            System.arraycopy(flat, i * dModel, projection[i], 0, dModel);
        }
        return new SeededModel(name, backbone, projection);
    }

    private static float[] readProjection(Path file, int dModel) throws IOException {
        try (SafetensorsFile tensors = SafetensorsFile.open(file)) {
            TensorInfo info = tensors.tensors().get(PROJECTION);
            List<Long> shape = List.of((long) INPUTS, (long) dModel);
            if (info == null || !info.shape().equals(shape)) {
                throw new IllegalArgumentException(
                        String.format(
                                Locale.ROOT,
                                "%s: %s is %s: allowed is a tensor of shape %s (inputs, d_model)",
                                file,
                                PROJECTION,
                                info == null ? "missing" : info.shape(),
                                shape));
            }
            float[] values = tensors.floats(PROJECTION);
            WeightChecks.check(file.toString(), PROJECTION, new int[] {INPUTS, dModel}, values);
            return values;
        }
    }

    @Override
    void save(Path folder) throws IOException {
        int dModel = dModel();
        float[] flat = new float[INPUTS * dModel];
        for (int i = 0; i < INPUTS; i++) {
            System.arraycopy(inputProjection[i], 0, flat, i * dModel, dModel);
        }
        new SafetensorsWriter()
                .floats(PROJECTION, DType.F32, new int[] {INPUTS, dModel}, flat)
                .write(folder.resolve(PROJECTION_FILE));
        backbone.save(folder, PROJECTION_FILE);
    }

    @Override
    public String kind() {
        return "an untrained backbone, whose forecasts are learned online alone";
    }

    @Override
    public boolean reads(int channels, int covariates) {
        return covariates == 0;
    }

    @Override
    public boolean forecasts() {
        return true;
    }

    @Override
    Fields fields() {
        return ForecastModel.EACH_BY_ITSELF;
    }

    @Override
    ScorerOptions.Builder fitting() {
        return ScorerOptions.builder(1).horizon(ROLLED);
    }

    @Override
    ChannelState newState(ScorerOptions options, int items) {
        return new ChannelReadout(this, options);
    }

    @Override
    int dModel() {
        return inputProjection[0].length;
    }

    /**
     * Projects one channel's observation.
     *
     * @param value scaled value
     * @param missing 1 if the value was missing and the last one replaces it, else 0
     * @param gap time gap relative to the usual one, in [-1, 1]
     * @param out receives [d_model]
     */
    void project(float value, float missing, float gap, float[] out) {
        float[] w0 = inputProjection[0];
        float[] w1 = inputProjection[1];
        float[] w2 = inputProjection[2];
        float[] w3 = inputProjection[3];
        for (int i = 0; i < out.length; i++) {
            out[i] = ((w0[i] * value + w1[i] * missing) + w2[i] * gap) + w3[i];
        }
    }

    private static String hash(Backbone backbone, float[][] projection) {
        MessageDigest digest = Sha256.digest();
        digest.update(backbone.sha256().getBytes(StandardCharsets.US_ASCII));
        for (float[] row : projection) {
            ByteBuffer bytes = ByteBuffer.allocate(4 * row.length);
            bytes.asFloatBuffer().put(row);
            digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
