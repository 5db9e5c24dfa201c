package io.undercurrent.spec.decode.avro;

import io.undercurrent.spec.avro.PathTree;
import io.undercurrent.spec.decode.event.BadRecordException;
import io.undercurrent.spec.decode.event.DecodedEvent;
import io.undercurrent.spec.option.SourceOptions;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.ResolvingDecoder;

/** Reads a record of the user's own schema along the declared paths. */
final class AvroRecordBody implements AvroBody {
    private final AvroRow row;
    private final AvroPart root;

    AvroRecordBody(Schema reader, SourceOptions source) {
        row = new AvroRow(source);
        root = new AvroParts(source).part(reader, PathTree.of(source));
    }

    @Override
    public void read(ResolvingDecoder in, String recordKey, int bytes) throws IOException {
        row.begin(recordKey, bytes);
        root.read(in, row);
    }

    @Override
    public DecodedEvent event() throws BadRecordException {
        return row.end();
    }
}
