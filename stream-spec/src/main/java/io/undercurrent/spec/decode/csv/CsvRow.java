package io.undercurrent.spec.decode.csv;

import io.undercurrent.spec.decode.event.BadRecordException;
import io.undercurrent.spec.decode.event.DecodedEvent;

/**
 * One row of a CSV file: an event, or what is wrong with the row.
 *
 * @param line the line's number; the header is line 1
 * @param time the time as written in the row; empty if the row is broken
 * @param event the event; null if the row is broken
 * @param problem what is wrong; null if nothing is
 */
public record CsvRow(long line, String time, DecodedEvent event, BadRecordException problem) {
    /**
     * Whether the row holds no event.
     *
     * @return true if {@link #problem} is set
     */
    public boolean isBroken() {
        return problem != null;
    }
}
