package io.undercurrent.detect.episode;

/**
 * The source record of an event; it distinguishes a repeat from a new event.
 *
 * @param partition the source partition
 * @param offset the source offset
 */
public record SourcePosition(int partition, long offset) {
    /**
     * Reads an event's id, {@code topic-partition-offset}.
     *
     * @param topic the source topic that the id should name
     * @param id as a score or an anomaly contains it
     * @return null if it is not an id of that topic
     */
    public static SourcePosition parse(String topic, String id) {
        int last = id.lastIndexOf('-');
        int before = last <= 0 ? -1 : id.lastIndexOf('-', last - 1);
        if (before != topic.length() || !id.startsWith(topic)) {
            return null;
        }
        long partition = number(id, before + 1, last);
        long offset = number(id, last + 1, id.length());
        return partition < 0 || partition > Integer.MAX_VALUE || offset < 0
                ? null
                : new SourcePosition((int) partition, offset);
    }

    /**
     * Parses a number in ASCII digits, or returns -1. Java's own parsers also accept signs and
     * other digits.
     */
    private static long number(String text, int from, int to) {
        if (from == to || to - from > 19) {
            return -1;
        }
        long number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9 || number > (Long.MAX_VALUE - digit) / 10) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
