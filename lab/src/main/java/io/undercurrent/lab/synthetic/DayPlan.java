package io.undercurrent.lab.synthetic;

/**
 * What kind of day each day is, and how far it departs from its kind: weekends, holidays, holiday
 * seasons, busy and quiet days that follow one another.
 *
 * <p>Drawn a day at a time, because people decide by days: errors of a daily season are shared by
 * its hours, which independent noise cannot teach.
 */
final class DayPlan {
    static final int WORKING = 0;
    static final int SATURDAY = 1;
    static final int OFF = 2;
    static final int KINDS = 3;

    private final int[] kind;
    private final double[] gain;
    private final double[] offset;
    private final double[] shift;

    private DayPlan(int days) {
        kind = new int[days];
        gain = new double[days];
        offset = new double[days];
        shift = new double[days];
    }

    static DayPlan draw(Canvas canvas, boolean week) {
        Draw draw = canvas.draw;
        Grid grid = canvas.grid;
        DayPlan plan = new DayPlan(grid.day(canvas.size() - 1) + 1);
        int restDay = draw.chance(0.9) ? 6 : 5;
        double holidays = week && draw.chance(0.5) ? draw.logUniform(0.004, 0.04) : 0;
        boolean vacation = week && draw.chance(0.25);
        double vacationStart = draw.uniform();
        double vacationLength = draw.uniform(0.01, 0.09);
        if (holidays > 0 && plan.kind.length > 1) {
            canvas.say("special days: holidays");
        }
        if (vacation) {
            canvas.say("special days: vacation season");
        }

        double[] kindGain = {1, draw.uniform(0.4, 1.1), draw.uniform(0.2, 1)};
        double[] kindOffset = new double[KINDS];
        kindOffset[SATURDAY] = 0.6 * draw.gaussian() - 0.3;
        kindOffset[OFF] = 0.8 * draw.gaussian() - 0.6;
        double[] weekdayOffset = new double[7];
        double habit = draw.logUniform(0.02, 0.4);
        for (int w = 0; w < 7; w++) {
            weekdayOffset[w] = week ? habit * draw.gaussian() : 0;
        }

        double memory = draw.uniform(0.2, 0.95);
        double fresh = StrictMath.sqrt(1 - memory * memory);
        double gainSpread = draw.logUniform(0.01, 0.35);
        double offsetSpread = draw.logUniform(0.01, 0.5);
        double shiftSpread = draw.chance(0.4) ? draw.logUniform(0.001, 0.02) : 0;
        double yearly = draw.chance(0.4) ? draw.uniform(0.1, 0.6) : 0;
        double yearTurn = draw.uniform();
        double busy = draw.gaussian();
        double high = draw.gaussian();
        double stepsADay = StrictMath.max(1, grid.stepsADay());
        for (int d = 0; d < plan.kind.length; d++) {
            int weekday = grid.weekday(d);
            boolean off = weekday == restDay || draw.chance(holidays);
            boolean second = weekday == (restDay + 6) % 7;
            int kind = !week ? WORKING : off ? OFF : second ? SATURDAY : WORKING;
            double year = grid.yearPhase((int) (d * stepsADay));
            double sinceVacation = year - vacationStart - StrictMath.floor(year - vacationStart);
            boolean away = vacation && sinceVacation < vacationLength;
            busy = memory * busy + fresh * draw.gaussian();
            high = memory * high + fresh * draw.gaussian();
            plan.kind[d] = away && kind == WORKING ? SATURDAY : kind;
            plan.gain[d] =
                    kindGain[kind]
                            * StrictMath.exp(gainSpread * busy)
                            * (away ? 0.6 : 1)
                            * (1 + yearly * StrictMath.cos(2 * StrictMath.PI * (year - yearTurn)));
            plan.offset[d] = kindOffset[kind] + weekdayOffset[weekday] + offsetSpread * high;
            plan.shift[d] = shiftSpread > 0 ? shiftSpread * draw.gaussian() : 0;
        }
        return plan;
    }

    int kind(int day) {
        return kind[day];
    }

    /** The size of the day's profile, about 1. */
    double gain(int day) {
        return gain[day];
    }

    /** What the whole day lies higher, in deviations of the profile. */
    double offset(int day) {
        return offset[day];
    }

    /** How late the day runs, as a share of a day. */
    double shift(int day) {
        return shift[day];
    }
}
