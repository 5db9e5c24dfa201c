package io.undercurrent.training.cuda;

import static io.undercurrent.training.cuda.Linears.Rows.padded;

import com.sun.jna.Pointer;
import io.undercurrent.scorer.network.HeadConfig;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.training.engine.Batch;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.stream.IntStream;

/** A batch in memory that the GPU reads directly, and its copy on the GPU. */
final class HostBatch {
    private final Device device;
    private final int sequences;
    private final int length;
    private final Array inputs;
    private final Array bases;
    private final Array targets;
    private final Array units;

    /** Rows of floats here and there; in the copies each row is padded. */
    private final class Array {
        private final int width;
        private final int stride;
        private final long bytes;
        private final Pointer host;
        private final FloatBuffer floats;
        private final long there;

        Array(DeviceArrays arrays, int width, int stride) {
            this.width = width;
            this.stride = stride;
            long count = (long) sequences * length * stride;
            bytes = count * Float.BYTES;
            host = arrays.host(bytes);
            floats = host.getByteBuffer(0, bytes).order(ByteOrder.nativeOrder()).asFloatBuffer();
            there = arrays.floats(count);
        }

        void write(float[] from, int sequence) {
            FloatBuffer to = floats.duplicate();
            int first = sequence * length;
            if (stride == width) {
                to.position(first * width).put(from, first * width, length * width);
                return;
            }
            for (int row = first; row < first + length; row++) {
                to.position(row * stride).put(from, row * width, width);
            }
        }

        void upload() {
            device.upload(there, host, bytes);
        }
    }

    /**
     * Takes memory for batches of one shape.
     *
     * @throws IllegalArgumentException if one array would be longer than 2 GiB
     */
    HostBatch(Device device, DeviceArrays arrays, NetworkConfig c, int sequences, int length) {
        this.device = device;
        this.sequences = sequences;
        this.length = length;
        int horizons = c.horizons().size();
        boolean events = c.head() instanceof HeadConfig.Symbols;
        int width = c.tokenWidth();
        inputs = new Array(arrays, width, events ? width : padded(width));
        bases = new Array(arrays, horizons * c.bases(), horizons * c.bases());
        targets = new Array(arrays, horizons, horizons);
        units = new Array(arrays, horizons, horizons);
    }

    /** Copies a batch into the memory here. */
    void write(Batch batch) {
        IntStream.range(0, sequences)
                .parallel()
                .forEach(
                        s -> {
                            inputs.write(batch.inputs(), s);
                            bases.write(batch.bases(), s);
                            targets.write(batch.targets(), s);
                            units.write(batch.units(), s);
                        });
    }

    /** Takes a batch that is on the GPU already. */
    void copy(DeviceBatch batch) {
        DeviceBatch.Place place = batch.place();
        device.copy(inputs.there, place.inputs(), inputs.bytes);
        device.copy(bases.there, place.bases(), bases.bytes);
        device.copy(targets.there, place.targets(), targets.bytes);
        device.copy(units.there, place.units(), units.bytes);
    }

    /** Copies it to the GPU. */
    void upload() {
        inputs.upload();
        bases.upload();
        targets.upload();
        units.upload();
    }

    /** Address of the inputs on the GPU. */
    long inputs() {
        return inputs.there;
    }

    /** Floats from one token's inputs to the next. */
    int inputsStride() {
        return inputs.stride;
    }

    long bases() {
        return bases.there;
    }

    long targets() {
        return targets.there;
    }

    long units() {
        return units.there;
    }
}
