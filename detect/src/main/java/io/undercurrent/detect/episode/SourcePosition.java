package io.undercurrent.detect.episode;

/**
 * Which source record an event was: what tells a repeat from news.
 *
 * @param partition the source partition
 * @param offset the source offset
 */
public record SourcePosition(int partition, long offset) {
    /**
     * Reads an event's id, {@code topic-partition-offset}.
     *
     * @param topic the source topic that the id should name
     * @param id as it stands in a score or an anomaly
     * @return null where the id is none of that topic's
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

    /** A number in plain digits, or -1; Java's own parsers also take signs and foreign digits. */
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
