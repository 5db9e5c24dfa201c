package io.undercurrent.spec.decode;

/**
 * One row of a CSV file: an event, or what is wrong with the row.
 *
 * @param line where it stands, the header being line 1
 * @param time the time as the row has it; empty where the row is broken
 * @param event the event; null where the row is broken
 * @param problem what is wrong; null where nothing is
 */
public record CsvRow(long line, String time, DecodedEvent event, BadRecordException problem) {
    /**
     * Whether the row holds no event.
     *
     * @return true where {@link #problem} says why
     */
    public boolean isBroken() {
        return problem != null;
    }
}
