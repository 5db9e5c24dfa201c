package io.undercurrent.spec.decode;

import java.nio.charset.CharacterCodingException;

/** Decodes records that are one CSV row each; column names are declared, records carry none. */
final class CsvDecoder implements ValueDecoder {
    private final Utf8Text utf8 = new Utf8Text();
    private final CsvSplitter splitter;
    private final CsvCells cells;

    CsvDecoder(char delimiter, CsvCells cells) {
        this.splitter = new CsvSplitter(delimiter);
        this.cells = cells;
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
