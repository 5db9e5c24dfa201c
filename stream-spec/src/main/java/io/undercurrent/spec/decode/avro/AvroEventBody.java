package io.undercurrent.spec.decode.avro;

import io.undercurrent.schemas.Event;
import io.undercurrent.spec.decode.event.BadRecordException;
import io.undercurrent.spec.decode.event.DecodedEvent;
import io.undercurrent.spec.decode.event.Faults;
import io.undercurrent.spec.decode.event.Utf8Text;
import io.undercurrent.spec.decode.time.TimeFormat;
import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.ResolvingDecoder;
import org.apache.avro.util.Utf8;

/** Reads our Event. It allocates the key, the array of values and little else. */
final class AvroEventBody implements AvroBody {
    private static final Schema READER = Event.getClassSchema();
    private static final int KEY = READER.getField("key").pos();
    private static final int TIME = READER.getField("time").pos();

    private final AvroValues values;
    private final Utf8Text utf8 = new Utf8Text();
    private Utf8 keyBytes = new Utf8();

    // What the record that is being read holds.
    private String key;
    private long time;
    private double[] observed;

    AvroEventBody(List<String> fields) {
        values = new AvroValues(fields);
    }

    @Override
    public void read(ResolvingDecoder in, String recordKey, int bytes) throws IOException {
        key = recordKey;
        for (Schema.Field field : in.readFieldOrder()) {
            if (field.pos() == TIME) {
                time = in.readLong();
            } else if (field.pos() != KEY) {
                observed = values.read(in);
            } else if (recordKey == null) {
                keyBytes = in.readString(keyBytes);
                key = utf8.decode(keyBytes.getBytes(), 0, keyBytes.getByteLength());
            } else {
                in.skipString();
            }
        }
    }

    @Override
    public DecodedEvent event() throws BadRecordException {
        if (key.isEmpty()) {
            throw Faults.missingKey("key");
        }
        values.check(observed);
        return new DecodedEvent(key, TimeFormat.inRange("time", time), observed);
    }
}
