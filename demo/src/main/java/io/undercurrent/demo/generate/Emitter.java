package io.undercurrent.demo.generate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.avro.SourceSchemas;
import io.undercurrent.spec.decode.EventDecoder;
import io.undercurrent.spec.decode.event.BadRecordException;
import io.undercurrent.spec.decode.event.DecodedEvent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Writes a fleet's events, each at its time, and the labels of its disturbances. A round has one
 * event of each key.
 *
 * <p>A label is written and acknowledged before its first disturbed event is sent, and its end
 * before the first event after the disturbance. So when a reader has read a result, the labels of
 * its event are in the topic.
 */
final class Emitter {
    private final StreamSpec spec;
    private final Fleet fleet;
    private final DisturbancePlan plan;
    private final String labels;
    private final Target target;
    private final RowFormat format;
    private final Times times;
    private final EventDecoder decoder;
    private final Label[] open;
    private final long[] lastMicros;
    private long events;
    private long planted;

    Emitter(
            StreamSpec spec,
            SourceSchemas schemas,
            RowFormat format,
            Fleet fleet,
            DisturbancePlan plan,
            String labels,
            Target target) {
        this.spec = spec;
        this.fleet = fleet;
        this.plan = plan;
        this.labels = labels;
        this.target = target;
        this.format = format;
        times = new Times(spec.source());
        decoder = Decoders.of(spec.source(), schemas);
        open = new Label[fleet.keys()];
        lastMicros = new long[fleet.keys()];
    }

    /**
     * Writes events until it is stopped or has written {@code most}.
     *
     * @param startMicros the first event's time, microseconds since the epoch
     * @param rate events per second of all keys together
     * @param most the most events to write
     * @param stopped checked before each event
     */
    void run(long startMicros, double rate, long most, BooleanSupplier stopped) throws Exception {
        while (events < most && !stopped.getAsBoolean()) {
            long micros = startMicros + Math.round(events * 1e6 / rate);
            if (!await(micros, stopped)) {
                break;
            }
            long round = events / fleet.keys();
            int key = (int) (events % fleet.keys());
            if (key == 0) {
                plan.beginning(round);
            }
            emit(key, round, micros / 1000 * 1000);
            events++;
        }
        for (int key = 0; key < fleet.keys(); key++) {
            end(key);
        }
        target.flush();
    }

    long events() {
        return events;
    }

    long planted() {
        return planted;
    }

    long open() {
        return Arrays.stream(open).filter(label -> label != null).count();
    }

    private void emit(int key, long round, long micros) throws Exception {
        Disturbance disturbance = plan.at(key, round);
        byte[] recordKey = fleet.key(key).getBytes(UTF_8);
        byte[] value = format.encode(row(fleet, times, key, round, micros, disturbance));
        if (disturbance == null) {
            end(key);
        }
        DecodedEvent event = decode(recordKey, value);
        if (disturbance != null && open[key] == null) {
            begin(key, disturbance, event);
        }
        lastMicros[key] = event.timeMicros();
        var unused = target.send(spec.source().topic(), recordKey, value);
    }

    private void begin(int key, Disturbance disturbance, DecodedEvent event) throws Exception {
        String kind = disturbance.kind().label();
        String id =
                String.format(
                        Locale.ROOT, "%s-%d-%s", kind, event.timeMicros() / 1000, event.key());
        open[key] = new Label(id, event.key(), kind, event.timeMicros(), null);
        planted++;
        write(open[key]);
    }

    private void end(int key) throws Exception {
        if (open[key] != null) {
            write(open[key].ended(lastMicros[key]));
            open[key] = null;
        }
    }

    private void write(Label label) throws Exception {
        target.write(labels, label.key().getBytes(UTF_8), label.encode());
    }

    /** Decodes a record as the stream will, which also proves that the stream can read it. */
    private DecodedEvent decode(byte[] key, byte[] value) {
        try {
            return decoder.decode(key, value);
        } catch (BadRecordException e) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "source: no record can be made that this declaration takes: %s (%s)",
                            e.detail(),
                            e.reason()),
                    e);
        }
    }

    /** A key's row in a round. */
    static Row row(
            Fleet fleet, Times times, int key, long round, long micros, Disturbance disturbance) {
        Map<String, Object> values = new LinkedHashMap<>();
        List<String> fields = fleet.fields();
        for (int f = 0; f < fields.size(); f++) {
            double value =
                    disturbance == null || f >= fleet.values()
                            ? fleet.value(key, f, round)
                            : disturbance.value(fleet, f, round);
            values.put(fields.get(f), Math.rint(value * 1e4) / 1e4);
        }
        return new Row(fleet.key(key), fleet.siteName(key), times.write(micros), values);
    }

    private static boolean await(long micros, BooleanSupplier stopped) throws InterruptedException {
        while (true) {
            long left = micros / 1000 - System.currentTimeMillis();
            if (left <= 0) {
                return true;
            }
            if (stopped.getAsBoolean()) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(Math.min(left, 200));
        }
    }
}
