package io.undercurrent.spec.decode.csv;

import io.undercurrent.spec.decode.event.BadRecordException;
import io.undercurrent.spec.decode.event.DecodedEvent;
import io.undercurrent.spec.decode.event.Details;
import io.undercurrent.spec.decode.event.Faults;
import io.undercurrent.spec.decode.event.Framing;
import io.undercurrent.spec.decode.event.Utf8Text;
import io.undercurrent.spec.decode.event.ValueDecoder;
import io.undercurrent.spec.decode.time.TimeFormat;
import io.undercurrent.spec.option.SourceOptions;
import java.nio.charset.CharacterCodingException;

/** Decodes records that are one CSV row each; column names are declared, records carry none. */
public final class CsvDecoder implements ValueDecoder {
    private final Utf8Text utf8 = new Utf8Text();
    private final CsvSplitter splitter;
    private final CsvCells cells;

    CsvDecoder(char delimiter, CsvCells cells) {
        this.splitter = new CsvSplitter(delimiter);
        this.cells = cells;
    }

    /**
     * A new decoder for one thread.
     *
     * @param source the stream's source, validated, of format csv
     * @return a decoder of values
     */
    public static ValueDecoder of(SourceOptions source) {
        return new CsvDecoder(
                source.csv().delimiter(),
                new CsvCells(
                        source.csv().columns(),
                        source.key().field(),
                        TimeFormat.of(source.time()),
                        source.fields(),
                        source.groupField(),
                        new CsvNumbers(source.csv().text()),
                        OpenColumns.none()));
    }

    @Override
    public DecodedEvent decode(String key, byte[] value) throws BadRecordException {
        BadRecordException framed = Framing.before(value, "csv");
        if (framed != null) {
            throw framed;
        }
        String text;
        try {
            text = utf8.decode(value, 0, value.length);
        } catch (CharacterCodingException e) {
            throw Faults.undecodable("the value is not UTF-8 text: " + Details.hex(value));
        }
        return cells.event(key, splitter.split(text));
    }
}
