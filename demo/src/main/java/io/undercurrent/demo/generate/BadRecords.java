package io.undercurrent.demo.generate;

import static io.undercurrent.schemas.DeadLetterReason.LATE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.schemas.DeadLetterReason;
import io.undercurrent.spec.avro.SourceSchemas;
import io.undercurrent.spec.option.KeyOptions;
import io.undercurrent.spec.option.SourceOptions;
import io.undercurrent.stream.record.Incoming;
import io.undercurrent.stream.record.IncomingDecoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes one of every kind of bad record that a stream's format can have, each with the reason that
 * its dead letter should give.
 */
final class BadRecords {
    private static final String KEY = "bad-record";
    private static final long MAX_MICROS = 253_402_300_799L * 1_000_000;

    private final SourceOptions source;
    private final SourceSchemas schemas;
    private final RowFormat format;
    private final Times times;
    private final long nowMicros;
    private final Row good;

    /**
     * One bad record.
     *
     * @param reason why it is not scored
     * @param key its key, or null
     * @param value its value, or null
     */
    // Arrays are fine here: nothing compares these records.
    @SuppressWarnings("ArrayRecordComponent")
    record Bad(DeadLetterReason reason, byte[] key, byte[] value) {}

    BadRecords(SourceOptions source, SourceSchemas schemas, RowFormat format, long nowMicros) {
        this.source = source;
        this.schemas = schemas;
        this.nowMicros = nowMicros;
        this.format = format;
        times = new Times(source);
        Map<String, Object> values = new LinkedHashMap<>();
        source.fields().forEach(field -> values.put(field, 1.5));
        good = new Row(KEY, "bad-records", times.write(nowMicros), values);
    }

    /** A good record of the same key, which makes those with earlier times late. */
    byte[] good() {
        return format.encode(good);
    }

    static byte[] key() {
        return KEY.getBytes(UTF_8);
    }

    /**
     * One of each kind, the late one last: it is late only if it follows {@link #good}.
     *
     * @param round how many of each were written before; successive late ones must not agree on a
     *     time, or the third would set the key's clock back and be scored
     */
    List<Bad> all(int round) {
        List<Bad> all = kinds(round % 2 == 0 ? Duration.ofDays(1) : Duration.ofHours(1));
        if (source.format() == SourceOptions.Format.AVRO && !source.isEvent()) {
            // Remove what the schema's types cannot express, such as a time that is far away or
            // missing.
            IncomingDecoder decoder = new IncomingDecoder(source, schemas);
            all.removeIf(bad -> bad.reason() != LATE && !isRejected(decoder, bad));
        }
        return all;
    }

    private boolean isRejected(IncomingDecoder decoder, Bad bad) {
        long now = nowMicros / 1000;
        Incoming read = decoder.decode(source.topic(), 0, 0, now, bad.key(), bad.value());
        return bad.reason().name().equals(read.reason);
    }

    private List<Bad> kinds(Duration late) {
        boolean avro = source.format() == SourceOptions.Format.AVRO;
        boolean json = source.format() == SourceOptions.Format.JSON;
        String field = source.values().get(0);
        List<Bad> all = new ArrayList<>();
        all.add(new Bad(DeadLetterReason.UNDECODABLE, key(), undecodable()));
        all.add(new Bad(DeadLetterReason.TOMBSTONE, key(), null));
        all.add(new Bad(DeadLetterReason.TOO_LARGE, key(), new byte[source.maxBytes() + 1]));
        boolean ofRecord = source.key().from() == KeyOptions.From.RECORD;
        byte[] keyless = format.encode(ofRecord ? good : good.withKey(null));
        all.add(new Bad(DeadLetterReason.MISSING_KEY, ofRecord ? null : key(), keyless));
        add(all, DeadLetterReason.INFINITE_VALUE, infinite(field));
        long ahead = source.time().maxAhead().plus(Duration.ofMinutes(10)).toMillis();
        all.add(bad(DeadLetterReason.TIME_AHEAD, at(nowMicros + 1000 * ahead)));
        if (avro) {
            add(all, DeadLetterReason.BAD_TIME, good.withTime(2 * MAX_MICROS));
            add(all, DeadLetterReason.MISSING_TIME, good.withTime(null));
            all.add(new Bad(DeadLetterReason.UNKNOWN_SCHEMA, key(), ofUnknownSchema()));
        } else {
            all.add(bad(DeadLetterReason.BAD_TIME, good.withTime("the day before yesterday")));
            all.add(bad(DeadLetterReason.MISSING_TIME, good.withTime(null)));
            all.add(bad(DeadLetterReason.BAD_VALUE, good.withValue(field, "off")));
        }
        if (avro || json) { // a CSV row of another length is not decodable at all
            all.add(bad(DeadLetterReason.MISSING_VALUE, good.without(field)));
        }
        if (source.late() == SourceOptions.Late.DEAD_LETTER) {
            all.add(bad(LATE, at(nowMicros - 1000 * late.toMillis())));
        }
        return all;
    }

    /** Adds a bad record if the format can hold it. */
    private void add(List<Bad> all, DeadLetterReason reason, Row row) {
        if (source.format() != SourceOptions.Format.AVRO
                || !source.isEvent()
                || row.time() != null) {
            try {
                all.add(bad(reason, row));
            } catch (IllegalArgumentException e) {
                // Such as an infinite decimal, which cannot be written.
            }
        }
    }

    private Bad bad(DeadLetterReason reason, Row row) {
        return new Bad(reason, key(), format.encode(row));
    }

    private Row at(long micros) {
        return good.withTime(times.write(micros));
    }

    private Row infinite(String field) {
        return good.withValue(field, Double.POSITIVE_INFINITY);
    }

    private byte[] undecodable() {
        return switch (source.format()) {
            case JSON -> "{\"cut\": ".getBytes(UTF_8);
            case CSV ->
                    (String.valueOf(source.csv().delimiter()).repeat(source.csv().columns().size())
                                    + "x")
                            .getBytes(UTF_8);
            case AVRO -> new byte[] {1, 2, 3};
        };
    }

    private byte[] ofUnknownSchema() {
        byte[] value = format.encode(good);
        boolean id = source.usesRegistry();
        for (int i = id ? 1 : 2; i < (id ? 5 : 10); i++) {
            value[i] ^= 0x55; // a byte of the id, or of the fingerprint
        }
        return value;
    }
}
