package io.undercurrent.training.cuda;

import com.sun.jna.Pointer;
import io.undercurrent.training.data.Series;
import io.undercurrent.training.engine.Batch;
import io.undercurrent.training.engine.RoundCut;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Makes one round's tokens on the device with a stream of its own, and keeps them there until all
 * of its batches are done.
 */
final class TokenRound implements AutoCloseable {
    private static final int WARP = 32;

    private final Device device;
    private final Shape shape;
    private final Consumer<TokenRound> whenDone;
    private final AtomicInteger batches = new AtomicInteger();
    private final Pointer values;
    private final long valuesThere;
    private final Pointer targets;
    private final long inputs;
    private final long bases;
    private final long targetsThere;
    private final long units;

    /**
     * The shape of a round. Rounds of one shape use the same memory, one after the other, because
     * taking or giving back memory waits for everything that the GPU does.
     *
     * @param tokens how tokens are computed
     * @param series number of series
     * @param cut how they are cut
     */
    record Shape(CausalShape tokens, int series, RoundCut cut) {
        /** Events of a series that are read. */
        int events() {
            return cut.end() + tokens.options().horizons().get(tokens.horizons() - 1);
        }

        /** Tokens of a batch. */
        int batch() {
            return series * cut.length();
        }

        private long valueBytes() {
            return (long) series * events() * Double.BYTES;
        }

        private long seasonBytes(long count) {
            return count * CausalShape.SEASONS * Integer.BYTES;
        }

        /** Memory of the GPU that a round takes. */
        long bytes() {
            int horizons = tokens.horizons();
            int numbers = tokens.stride() + horizons * (tokens.bases() + 2);
            return allBytes() + (long) batch() * cut.pieces() * numbers * Float.BYTES;
        }

        /** Values, times and seasons, one after the other. */
        private long allBytes() {
            return 2 * valueBytes() + seasonBytes(series);
        }
    }

    /**
     * Takes a stream and memory.
     *
     * @param whenDone hears that all batches of the newest round are done
     */
    TokenRound(Device other, Shape shape, Consumer<TokenRound> whenDone) {
        this.shape = shape;
        this.whenDone = whenDone;
        device = other.another();
        DeviceArrays arrays = new DeviceArrays(device);
        device.whenClosed(arrays::close);
        try {
            long all = (long) shape.batch() * shape.cut().pieces();
            int horizons = shape.tokens().horizons();
            values = arrays.host(shape.allBytes());
            valuesThere = arrays.bytes(shape.allBytes());
            targets = arrays.host(all * horizons * Float.BYTES);
            inputs = arrays.floats(all * shape.tokens().stride());
            bases = arrays.floats(all * horizons * shape.tokens().bases());
            targetsThere = arrays.floats(all * horizons);
            units = arrays.floats(all * horizons);
        } catch (RuntimeException e) {
            device.close();
            throw e;
        }
    }

    Shape shape() {
        return shape;
    }

    /** The batches of a round; the first one is fresh. */
    List<Batch> make(List<Series> series) {
        device.enter();
        write(series);
        device.upload(valuesThere, values, shape.allBytes());
        device.awaitIdly(); // streams share queues: what waits there would hold up other rounds
        device.launch(
                "causal_tokens",
                new Device.Grid(shape.series()),
                WARP,
                shape.tokens().sharedBytes(),
                shape.tokens().struct(shape.series(), shape.events(), shape.cut()),
                valuesThere,
                valuesThere + shape.valueBytes(),
                valuesThere + 2 * shape.valueBytes(),
                inputs,
                bases,
                targetsThere,
                units);
        device.awaitIdly();
        int horizons = shape.tokens().horizons();
        int pieces = shape.cut().pieces();
        long bytes = (long) shape.batch() * horizons * Float.BYTES;
        device.download(targets, targetsThere, pieces * bytes);
        device.awaitIdly();
        batches.set(pieces);
        List<Batch> made = new ArrayList<>();
        for (int p = 0; p < pieces; p++) {
            long first = (long) p * shape.batch() * Float.BYTES;
            DeviceBatch.Place place =
                    new DeviceBatch.Place(
                            shape.tokens(),
                            inputs + first * shape.tokens().stride(),
                            bases + first * horizons * shape.tokens().bases(),
                            targetsThere + first * horizons,
                            units + first * horizons);
            float[] own = targets.getFloatArray(p * bytes, shape.batch() * horizons);
            made.add(
                    new DeviceBatch(
                            this, place, shape.series(), shape.cut().length(), own, p == 0));
        }
        return made;
    }

    private void write(List<Series> series) {
        long bytes = shape.valueBytes();
        DoubleBuffer toValues = buffer(0, bytes).asDoubleBuffer();
        LongBuffer toTimes = buffer(bytes, bytes).asLongBuffer();
        for (int s = 0; s < series.size(); s++) {
            Series one = series.get(s);
            if (one.length() < shape.events()) {
                throw new IllegalArgumentException(
                        String.format(
                                Locale.ROOT,
                                "series %s has %d events, a round needs %d",
                                one.name(),
                                one.length(),
                                shape.events()));
            }
            toValues.put(one.values(), 0, shape.events());
            toTimes.put(one.timesMicros(), 0, shape.events());
            int[] declared = shape.tokens().options().filled(one.seasons());
            long at = 2 * bytes + shape.seasonBytes(s);
            for (int i = 0; i < CausalShape.SEASONS; i++) {
                int season = declared == null || i >= declared.length ? 0 : declared[i];
                values.setInt(at + (long) i * Integer.BYTES, season);
            }
        }
    }

    private ByteBuffer buffer(long from, long bytes) {
        return values.getByteBuffer(from, bytes).order(ByteOrder.nativeOrder());
    }

    /** Copies rows from the device. */
    float[] read(long address, int rows, int stride, int width) {
        device.enter();
        try (DeviceArrays here = new DeviceArrays(device)) {
            long bytes = (long) rows * stride * Float.BYTES;
            Pointer host = here.host(bytes);
            device.download(host, address, bytes);
            device.await();
            float[] out = new float[rows * width];
            for (int row = 0; row < rows; row++) {
                host.read((long) row * stride * Float.BYTES, out, row * width, width);
            }
            return out;
        }
    }

    /** One batch is done. */
    void done() {
        if (batches.decrementAndGet() == 0) {
            whenDone.accept(this);
        }
    }

    @Override
    public void close() {
        device.close();
    }
}
