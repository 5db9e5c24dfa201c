package io.undercurrent.demo.view;

import java.util.List;

/**
 * A key's newest row and the values that led to it, as drawn.
 *
 * @param last the newest row
 * @param points the last values, oldest first, the newest row's included
 */
record KeyHistory(Row last, List<Point> points) {
    /**
     * For this many events an alarm stays visible; a single event could be gone between drawings.
     */
    static final int ALARM_HOLD = 4;

    /** A value, and whether it raised an alarm. */
    record Point(double value, boolean alarm) {}

    KeyHistory {
        points = List.copyOf(points);
    }

    boolean alarmHeld() {
        return points.subList(Math.max(0, points.size() - ALARM_HOLD), points.size()).stream()
                .anyMatch(Point::alarm);
    }

    boolean anyAlarm() {
        return points.stream().anyMatch(Point::alarm);
    }

    /** The range of the values. */
    Range range() {
        Range range = Range.EMPTY;
        for (Point point : points) {
            range = range.with(point.value());
        }
        return range;
    }
}
