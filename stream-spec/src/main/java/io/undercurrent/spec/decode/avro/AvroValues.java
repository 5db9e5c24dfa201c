package io.undercurrent.spec.decode.avro;

import io.undercurrent.spec.decode.event.BadRecordException;
import io.undercurrent.spec.decode.event.Faults;
import io.undercurrent.spec.decode.event.Numbers;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.io.ResolvingDecoder;
import org.apache.avro.util.Utf8;

/**
 * Reads an Event's map of values into the declared order without building the map.
 *
 * <p>Fields that are not declared are skipped: a producer may add some at any time.
 */
final class AvroValues {
    private static final int DOUBLE_BRANCH = 1; // of the union null, double

    private final List<String> fields;
    private final Map<Utf8, Integer> slots = new HashMap<>();
    private final long all;
    private Utf8 name = new Utf8();

    // Which fields the record that is being read holds, one bit for each.
    private long found;
    private boolean repeated;

    AvroValues(List<String> fields) {
        this.fields = List.copyOf(fields);
        for (String field : fields) {
            slots.put(new Utf8(field), slots.size());
        }
        all = -1L >>> (Long.SIZE - fields.size());
    }

    /**
     * Reads the map's values without checking them: what follows the map must be readable first.
     */
    double[] read(ResolvingDecoder in) throws IOException {
        double[] values = new double[fields.size()];
        found = 0;
        repeated = false;
        for (long n = in.readMapStart(); n != 0; n = in.mapNext()) {
            for (long i = 0; i < n; i++) {
                name = in.readString(name);
                double value = Double.NaN;
                if (in.readIndex() == DOUBLE_BRANCH) {
                    value = in.readDouble();
                } else {
                    in.readNull();
                }
                Integer slot = slots.get(name);
                if (slot != null) {
                    repeated |= (found & 1L << slot) != 0;
                    found |= 1L << slot;
                    values[slot] = value;
                }
            }
        }
        return values;
    }

    /**
     * Refuses the values read last if a field is absent, occurs twice, is infinite or out of range.
     */
    void check(double[] values) throws BadRecordException {
        if (found != all) {
            throw Faults.missingValue(fields.get(Long.numberOfTrailingZeros(~found)));
        }
        if (repeated) {
            throw Faults.undecodable("a value field occurs twice in the map 'values'");
        }
        for (int i = 0; i < values.length; i++) {
            Numbers.finite(fields.get(i), values[i]);
        }
    }
}
