package io.undercurrent.scorer;

/**
 * Corrects a key's clock after wrong times: the header remembers where the clock jumped and how
 * many late events agree that a jump was wrong.
 *
 * <p>A <i>jump</i> is the stretch between two events of a key that lie further apart than {@value
 * KeyClock#MOST} usual gaps, or any gap while the usual one is not known. Before the first event
 * lies a jump without a beginning. No event was taken inside a jump. A late event inside it is
 * therefore not one that was taken before: it is a <i>witness</i>. The clock goes back after
 * {@value #WITNESSES} witnesses inside one jump, none older than the previous one, and more of them
 * than events that came in order meanwhile: the last witness is taken as if it came in order, and
 * so are the events after it.
 *
 * <p>Old events that are sent again lie outside the jumps, so they stay late. So do those inside a
 * confirmed jump: one after which a thousand events came and at least its own length of time
 * passed. From then on, the events that follow the jump may be sent again, and must not be taken
 * twice. The first event's jump counts as 30 days long.
 *
 * <p>Everything depends on this key's own events alone, so every replay gives the same result.
 */
final class KeyJumps {
    /** Late events that must agree before the clock goes back; all but the last one are late. */
    static final int WITNESSES = 3;

    /** Number of remembered jumps: the newest one and some that are not confirmed yet. */
    private static final int JUMPS = 4;

    private static final int BEFORE = 0;
    private static final int AFTER = 1;

    /** The key's number of events at the jump. */
    private static final int AT = 2;

    private static final int JUMP_SIZE = 3;

    /** The newest witness's time times four, plus the number of witnesses that agree. */
    private static final int RUN = JUMPS * JUMP_SIZE;

    static final int SIZE = RUN + 1;

    private static final int CONFIRMED_EVENTS = 1024;
    private static final long FIRST_MICROS = 30L * 24 * 3600 * 1_000_000;
    private static final int O = SlabLayout.JUMPS;

    private KeyJumps() {}

    /**
     * Whether an event is late: older than the newest event, and the clock does not go back to it.
     */
    static boolean isLate(long[] header, long time) {
        return time < header[SlabLayout.LAST_TIME] && !goesBack(header, time);
    }

    private static boolean goesBack(long[] header, long time) {
        int jump = find(header, time);
        return jump >= 0
                && witnesses(header) == WITNESSES - 1
                && time >= witness(header)
                && isInside(header, jump, witness(header));
    }

    /**
     * Decides about an event that is taken, in order or late. The clock must still be as before the
     * event; {@link KeyClock#elapse} moves it afterwards.
     *
     * @return the event's stamp
     */
    static long take(long[] header, long time) {
        if (time >= header[SlabLayout.LAST_TIME]) {
            step(header, time);
        } else if (goesBack(header, time)) {
            return back(header, find(header, time), time);
        } else {
            refuse(header, time);
        }
        return KeyClock.stamp(time);
    }

    /**
     * Decides about a late event, whether or not it is scored.
     *
     * @return whether it is a witness, which the header remembers
     */
    static boolean refuse(long[] header, long time) {
        int jump = find(header, time);
        if (jump < 0) {
            return false;
        }
        boolean agrees =
                witnesses(header) > 0
                        && time >= witness(header)
                        && isInside(header, jump, witness(header));
        header[O + RUN] = time << 2 | (agrees ? witnesses(header) + 1 : 1);
        return true;
    }

    /**
     * Resolves a local time that occurs twice because clocks were put back: the earlier instant,
     * unless the key is past it and the later one lies nearer to the time at which the next event
     * usually comes.
     *
     * @param time the earlier instant
     * @param overlap the distance of the later one; 0 if there is only one
     */
    static long settle(long[] header, long time, long overlap) {
        long later = time + overlap;
        long reached = header[SlabLayout.LAST_TIME];
        if (overlap == 0 || time > reached) {
            return time;
        }
        if (later < reached) { // both are late: which one can be a witness?
            if (find(header, later) < 0 || witnesses(header) == 0) {
                return find(header, later) < 0 ? time : later;
            }
            reached = witness(header);
            if (time > reached || later < reached) {
                return time;
            }
        }
        double expected = reached + KeyClock.usual(header, SlabLayout.CLOCK);
        return later - expected < expected - time ? later : time;
    }

    /** Whether the key had no event after this millisecond until the end of a remembered jump. */
    static boolean isGapAfter(long[] header, long millis) {
        for (int jump = O; jump < O + RUN; jump += JUMP_SIZE) {
            if (!isFree(header, jump)
                    && Math.floorDiv(header[jump + BEFORE], 1000L) <= millis
                    && millis < Math.floorDiv(header[jump + AFTER], 1000L)) {
                return true;
            }
        }
        return false;
    }

    private static long witness(long[] header) {
        return header[O + RUN] >> 2;
    }

    private static int witnesses(long[] header) {
        return (int) (header[O + RUN] & 3);
    }

    private static int find(long[] header, long time) {
        for (int jump = O; jump < O + RUN; jump += JUMP_SIZE) {
            if (isInside(header, jump, time)) {
                return jump;
            }
        }
        return -1;
    }

    private static boolean isInside(long[] header, int jump, long time) {
        return header[jump + BEFORE] < time && time < header[jump + AFTER];
    }

    /** Jumps after the wrong one are not part of the key's past. */
    private static long back(long[] header, int wrong, long time) {
        long stamp = KeyClock.back(header, SlabLayout.CLOCK, time, time - witness(header));
        long after = header[wrong + AFTER];
        for (int jump = O; jump < O + RUN; jump += JUMP_SIZE) {
            if (header[jump + BEFORE] >= after) {
                clear(header, jump);
            }
        }
        header[O + RUN] = 0;
        if (KeyClock.forgetsUsual(stamp) || isJump(header, header[wrong + BEFORE], time)) {
            set(header, wrong, header[wrong + BEFORE], time);
        } else {
            clear(header, wrong);
        }
        return stamp;
    }

    /**
     * Takes an event in order: it may be a jump, may confirm jumps, and counts against the
     * witnesses.
     */
    private static void step(long[] header, long time) {
        long last = header[SlabLayout.LAST_TIME];
        if (witnesses(header) > 0) {
            header[O + RUN]--;
        }
        for (int jump = O; jump < O + RUN; jump += JUMP_SIZE) {
            if (!isFree(header, jump) && confirmation(header, jump, time) >= 1) {
                clear(header, jump);
            }
        }
        if (time > last && isJump(header, last, time)) {
            int newest = newest(header);
            if (newest >= 0 && header[SlabLayout.EVENTS] - header[newest + AT] < WITNESSES) {
                header[newest + AFTER] = time; // too few events in between to be sent again
            } else {
                set(header, place(header, last), last, time);
            }
        }
    }

    private static boolean isJump(long[] header, long before, long time) {
        return before == Long.MIN_VALUE
                || !KeyClock.knowsUsual(header, SlabLayout.CLOCK)
                || time - before > KeyClock.MOST * KeyClock.usual(header, SlabLayout.CLOCK);
    }

    /** From 0, a jump that happens now, to 1, a jump that both time and events have confirmed. */
    private static double confirmation(long[] header, int jump, long time) {
        double length =
                header[jump + BEFORE] == Long.MIN_VALUE
                        ? FIRST_MICROS
                        : header[jump + AFTER] - header[jump + BEFORE];
        double events = header[SlabLayout.EVENTS] - header[jump + AT];
        return Math.min((time - header[jump + AFTER]) / length, events / CONFIRMED_EVENTS);
    }

    private static int newest(long[] header) {
        int newest = -1;
        for (int jump = O; jump < O + RUN; jump += JUMP_SIZE) {
            if (!isFree(header, jump)
                    && (newest < 0 || header[jump + AFTER] > header[newest + AFTER])) {
                newest = jump;
            }
        }
        return newest;
    }

    /** A free slot, or that of the jump that is nearest to confirmation. */
    private static int place(long[] header, long time) {
        int place = O;
        double most = -1;
        for (int jump = O; jump < O + RUN; jump += JUMP_SIZE) {
            if (isFree(header, jump)) {
                return jump;
            }
            double confirmation = confirmation(header, jump, time);
            if (confirmation > most) {
                place = jump;
                most = confirmation;
            }
        }
        return place;
    }

    private static boolean isFree(long[] header, int jump) {
        return header[jump + BEFORE] == header[jump + AFTER];
    }

    private static void set(long[] header, int jump, long before, long after) {
        header[jump + BEFORE] = before;
        header[jump + AFTER] = after;
        header[jump + AT] = header[SlabLayout.EVENTS];
    }

    private static void clear(long[] header, int jump) {
        header[jump + BEFORE] = 0;
        header[jump + AFTER] = 0;
        header[jump + AT] = 0;
    }
}
