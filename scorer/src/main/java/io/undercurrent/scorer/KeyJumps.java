package io.undercurrent.scorer;

/**
 * Gives a key its clock back after wrong times: how the header remembers where its clock jumped,
 * and which late events agree that it was wrong to.
 *
 * <p>A <i>jump</i> is the stretch between two events of a key that lie further apart than {@value
 * KeyClock#MOST} usual gaps, or any gap while the usual one is not known; before the first event
 * lies one without a beginning. No event was taken inside it. A late event inside it is therefore
 * none that was taken before: it is a <i>witness</i>. {@value #WITNESSES} witnesses inside one
 * jump, none older than the one before, and more of them than events that came in order meanwhile,
 * give the clock back: the last of them is taken as if it came in order, and so are the events
 * after it.
 *
 * <p>Old events that are sent again lie outside the jumps, so they stay late. So do those inside a
 * jump that time has confirmed: a thousand events later, and as long after it as it was long
 * itself. Then events that follow the jump may be what is sent again, and must not be taken twice.
 * A first event's jump counts as 30 days long.
 *
 * <p>Everything depends on this key's own events alone, so that it is the same in every replay.
 */
final class KeyJumps {
    /** Late events that agree before the clock goes back; all before the last one are late. */
    static final int WITNESSES = 3;

    /** Jumps that are remembered: the newest one and some that are not confirmed yet. */
    private static final int JUMPS = 4;

    private static final int BEFORE = 0;
    private static final int AFTER = 1;

    /** The key's events when it jumped. */
    private static final int AT = 2;

    private static final int JUMP_SIZE = 3;

    /** The newest witness's time times four, plus how many agree. */
    private static final int RUN = JUMPS * JUMP_SIZE;

    static final int SIZE = RUN + 1;

    private static final int CONFIRMED_EVENTS = 1024;
    private static final long FIRST_MICROS = 30L * 24 * 3600 * 1_000_000;
    private static final int O = SlabLayout.JUMPS;

    private KeyJumps() {}

    /** Whether an event is older than the newest, and the clock does not go back to it. */
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
     * Decides about an event that is taken, in order or late; its clock, which {@link
     * KeyClock#elapse} moves afterwards, must still be as before the event.
     *
     * @return its stamp
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
     * Which of two instants a local time means that occurs twice, because clocks were put back: the
     * earlier one, unless the key is past it and the later one lies nearer to when the key's next
     * event is usual.
     *
     * @param time the earlier one
     * @param overlap how much later the other one is; 0 where there is none
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

    /** The jumps behind the one that was wrong are no part of the key's past. */
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

    /** An event in order: it may jump, confirm jumps, and speaks against the witnesses. */
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
                header[newest + AFTER] = time; // too few events between the two to be sent again
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

    /** From 0, a jump that happens now, to 1, one that both time and events have confirmed. */
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

    /** A free place, or that of the jump that is confirmed most. */
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
