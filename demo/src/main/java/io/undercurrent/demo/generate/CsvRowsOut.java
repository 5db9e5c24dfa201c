package io.undercurrent.demo.generate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.spec.option.SourceOptions;
import java.math.BigDecimal;
import java.util.stream.Collectors;

/**
 * Encodes each row as one line with its cells in the declared columns; columns that the stream does
 * not read stay empty.
 */
final class CsvRowsOut implements RowFormat {
    private final SourceOptions source;

    CsvRowsOut(SourceOptions source) {
        this.source = source;
    }

    @Override
    public byte[] encode(Row row) {
        return source.csv().columns().stream()
                .map(column -> cell(row, column))
                .collect(Collectors.joining(String.valueOf(source.csv().delimiter())))
                .getBytes(UTF_8);
    }

    private String cell(Row row, String column) {
        Object value = row.values().get(column);
        if (column.equals(source.key().field())) {
            value = row.key();
        } else if (column.equals(source.time().field())) {
            value = row.time();
        } else if (column.equals(source.groupField())) {
            value = row.site();
        }
        String text =
                value instanceof BigDecimal number
                        ? number.toPlainString()
                                .replace('.', source.csv().text().decimalSeparator())
                        : value == null ? "" : value.toString();
        boolean quoted = text.indexOf(source.csv().delimiter()) >= 0 || text.indexOf('"') >= 0;
        return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
