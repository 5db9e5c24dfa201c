package io.undercurrent.spec.decode.csv;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvReader.CsvReaderBuilder;
import de.siegmar.fastcsv.reader.StringArrayHandler;
import io.undercurrent.spec.decode.event.BadRecordException;
import io.undercurrent.spec.decode.event.Faults;
import java.io.IOException;
import java.util.Iterator;

/**
 * Splits one CSV row (RFC 4180: cells in double quotes may hold delimiters, and doubled quotes).
 *
 * <p>It splits one row at a time and not a stream, so that a broken row cannot break the next ones.
 */
final class CsvSplitter {
    private final CsvReaderBuilder reader;

    CsvSplitter(char delimiter) {
        reader =
                CsvReader.builder()
                        .fieldSeparator(delimiter)
                        .commentStrategy(CommentStrategy.NONE)
                        .skipEmptyLines(false)
                        .allowUnclosedQuote(false);
    }

    /**
     * The row's cells.
     *
     * @param text one row, a line end after it allowed
     */
    String[] split(String text) throws BadRecordException {
        try (CsvReader<String[]> rows = reader.build(StringArrayHandler.of(), text)) {
            Iterator<String[]> each = rows.iterator();
            if (!each.hasNext()) {
                throw Faults.undecodable("the CSV row is empty");
            }
            String[] cells = each.next();
            if (each.hasNext()) {
                throw Faults.undecodable("more than one CSV row; a record is one row");
            }
            return cells;
        } catch (CsvParseException | IOException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw Faults.undecodable("the value is no CSV row: " + cause.getMessage());
        }
    }
}
