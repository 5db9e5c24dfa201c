package io.undercurrent.spec.decode.avro;

import io.undercurrent.spec.avro.PathTree;
import io.undercurrent.spec.decode.event.BadRecordException;
import io.undercurrent.spec.decode.event.DecodedEvent;
import io.undercurrent.spec.decode.event.Details;
import io.undercurrent.spec.decode.event.Faults;
import io.undercurrent.spec.decode.event.Numbers;
import io.undercurrent.spec.option.SourceOptions;
import io.undercurrent.spec.value.GroupName;
import java.io.IOException;
import java.util.List;

/**
 * Collects one event's key, time and values while a record is read. The first fault is kept until
 * the whole record has been read.
 */
final class AvroRow {
    private final String keyField;
    private final String timeField;
    private final List<String> fields;
    private final long all;

    private String key;
    private long time;
    private long overlap;
    private boolean hasTime;
    private String group;
    private double[] values;
    private long found;
    private BadRecordException fault;
    private final ElementBudget budget = new ElementBudget();

    AvroRow(SourceOptions source) {
        keyField = source.key().field();
        timeField = source.time().field();
        fields = source.fields();
        all = -1L >>> (Long.SIZE - fields.size());
    }

    void begin(String recordKey, int bytes) {
        key = recordKey;
        hasTime = false;
        group = null;
        values = new double[fields.size()];
        found = 0;
        fault = null;
        budget.begin(bytes);
    }

    DecodedEvent end() throws BadRecordException {
        if (fault != null) {
            throw fault;
        }
        if (key == null || key.isEmpty()) {
            throw Faults.missingKey(keyField);
        }
        if (!hasTime) {
            throw Faults.missingTime(timeField);
        }
        if (found != all) {
            throw Faults.missingValue(fields.get(Long.numberOfTrailingZeros(~found)));
        }
        return new DecodedEvent(key, time, overlap, values, group);
    }

    /** Takes the elements of one block of an array or map. */
    void elements(long count) throws IOException {
        budget.take(count);
    }

    void fault(BadRecordException e) {
        fault = fault == null ? e : fault;
    }

    void value(int index, double value) {
        try {
            Numbers.finite(fields.get(index), value);
        } catch (BadRecordException e) {
            fault(e);
        }
        if ((found & 1L << index) != 0) {
            fault(
                    Faults.undecodable(
                            "field " + Details.quote(fields.get(index)) + " occurs twice"));
        }
        found |= 1L << index;
        values[index] = value;
    }

    void key(String text) {
        key = text;
    }

    /** Takes a time, and how much later its second occurrence is: 0 if it occurs once. */
    void time(long micros, long overlapMicros) {
        time = micros;
        overlap = overlapMicros;
        hasTime = true;
    }

    void group(String text) {
        group = GroupName.of(text);
    }

    /** Takes a null in place of the role's field, or on the path to it. */
    void missing(int role) {
        if (role >= 0) {
            value(role, Double.NaN);
        }
    }

    /** Reports a type that the role does not allow, from a union in which other types fit. */
    void unfit(int role, String found) {
        if (role == PathTree.KEY) {
            fault(Faults.badKey(keyField, found));
        } else if (role == PathTree.TIME) {
            fault(Faults.badTime("time field " + Details.quote(timeField) + " is " + found));
        } else if (role >= 0) {
            fault(Faults.badValue(fields.get(role), found));
        }
    }
}
