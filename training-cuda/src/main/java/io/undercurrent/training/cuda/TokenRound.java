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
    private final Device device = new Device();
    private final Consumer<TokenRound> whenDone;
    private final AtomicInteger batches = new AtomicInteger();
    private Memory memory;

    /**
     * Memory for rounds up to some size.
     *
     * @param values room for values, times and seasons here and there, and for targets here
     */
    private record Memory(
            DeviceArrays arrays,
            long events,
            long tokens,
            long series,
            Pointer values,
            long valuesThere,
            Pointer targets,
            long inputs,
            long bases,
            long targetsThere,
            long units) {}

    /**
     * Opens the device again.
     *
     * @param whenDone hears that all batches of the newest round are done
     */
    TokenRound(Consumer<TokenRound> whenDone) {
        this.whenDone = whenDone;
    }

    /** The batches of a round; the first one is fresh. */
    List<Batch> make(List<Series> series, CausalShape shape, RoundCut cut) {
        int farthest = shape.options().horizons().get(shape.horizons() - 1);
        int events = cut.end() + farthest;
        device.enter();
        Memory m = memory(series.size(), events, cut, shape);
        write(series, events, shape, m);
        long values = (long) series.size() * events * Double.BYTES;
        device.upload(m.valuesThere(), m.values(), 2 * values + seasonBytes(series.size()));
        device.launch(
                "causal_tokens",
                new Device.Grid(series.size()),
                32,
                shape.sharedBytes(),
                shape.struct(series.size(), events, cut),
                m.valuesThere(),
                m.valuesThere() + values,
                m.valuesThere() + 2 * values,
                m.inputs(),
                m.bases(),
                m.targetsThere(),
                m.units());
        int tokens = series.size() * cut.length();
        int horizons = shape.horizons();
        long targets = (long) cut.pieces() * tokens * horizons * Float.BYTES;
        device.download(m.targets(), m.targetsThere(), targets);
        device.awaitIdly();
        batches.set(cut.pieces());
        List<Batch> made = new ArrayList<>();
        for (int p = 0; p < cut.pieces(); p++) {
            long first = (long) p * tokens * Float.BYTES;
            float[] own = m.targets().getFloatArray(first * horizons, tokens * horizons);
            DeviceBatch.Place place =
                    new DeviceBatch.Place(
                            shape,
                            m.inputs() + first * shape.stride(),
                            m.bases() + first * horizons * shape.bases(),
                            m.targetsThere() + first * horizons,
                            m.units() + first * horizons);
            made.add(new DeviceBatch(this, place, series.size(), cut.length(), own, p == 0));
        }
        return made;
    }

    private static long seasonBytes(long series) {
        return series * CausalShape.SEASONS * Integer.BYTES;
    }

    private Memory memory(int series, int events, RoundCut cut, CausalShape shape) {
        long all = (long) series * events;
        long tokens = (long) series * cut.length() * cut.pieces();
        if (memory != null
                && memory.series() >= series
                && memory.events() >= all
                && memory.tokens() >= tokens) {
            return memory;
        }
        forget();
        DeviceArrays arrays = new DeviceArrays(device);
        try {
            int horizons = shape.horizons();
            long bytes = 2 * all * Double.BYTES + seasonBytes(series);
            memory =
                    new Memory(
                            arrays,
                            all,
                            tokens,
                            series,
                            arrays.host(bytes),
                            arrays.bytes(bytes),
                            arrays.host(tokens * horizons * Float.BYTES),
                            arrays.floats(tokens * shape.stride()),
                            arrays.floats(tokens * horizons * shape.bases()),
                            arrays.floats(tokens * horizons),
                            arrays.floats(tokens * horizons));
            return memory;
        } catch (RuntimeException e) {
            arrays.close();
            throw e;
        }
    }

    private static void write(List<Series> series, int events, CausalShape shape, Memory m) {
        long bytes = (long) series.size() * events * Double.BYTES;
        DoubleBuffer values = buffer(m.values(), 0, bytes).asDoubleBuffer();
        LongBuffer times = buffer(m.values(), bytes, bytes).asLongBuffer();
        for (int s = 0; s < series.size(); s++) {
            Series one = series.get(s);
            if (one.length() < events) {
                throw new IllegalArgumentException(
                        String.format(
                                Locale.ROOT,
                                "series %s has %d events, a round needs %d",
                                one.name(),
                                one.length(),
                                events));
            }
            values.put(one.values(), 0, events);
            times.put(one.timesMicros(), 0, events);
            int[] declared = shape.options().filled(one.seasons());
            long at = 2 * bytes + seasonBytes(s);
            for (int i = 0; i < CausalShape.SEASONS; i++) {
                int season = declared == null || i >= declared.length ? 0 : declared[i];
                m.values().setInt(at + (long) i * Integer.BYTES, season);
            }
        }
    }

    private static ByteBuffer buffer(Pointer memory, long from, long bytes) {
        return memory.getByteBuffer(from, bytes).order(ByteOrder.nativeOrder());
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

    private void forget() {
        if (memory != null) {
            memory.arrays().close();
            memory = null;
        }
    }

    @Override
    public void close() {
        device.enter();
        device.await();
        forget();
        device.close();
    }
}
