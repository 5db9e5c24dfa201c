package io.undercurrent.lab.synthetic;

/**
 * A day's profile that differs between working days and days off and drifts from winter to summer;
 * with one step a day, the week alone.
 *
 * <p>The product of day and week is drawn rather than their sum, as the morning peak of a working
 * day is absent on Sunday, not lower.
 */
final class CalendarSeason implements Component {
    private static final int MIN_STEPS_A_DAY = 4;

    /** Whether days show on this grid: several steps to a day, and a good part of one day. */
    static boolean fits(Grid grid) {
        double steps = grid.stepsADay();
        return steps == 1 || (steps >= MIN_STEPS_A_DAY && grid.days() > 0.3);
    }

    @Override
    public void addTo(Canvas canvas) {
        Draw draw = canvas.draw;
        Grid grid = canvas.grid;
        boolean daily = grid.stepsADay() >= MIN_STEPS_A_DAY;
        boolean week = !daily || draw.chance(0.7);
        boolean plain = draw.chance(0.35);
        DayPlan plan = DayPlan.draw(canvas, week);
        Profile[] winter = new Profile[DayPlan.KINDS];
        Profile[] summer = new Profile[DayPlan.KINDS];
        winter[DayPlan.WORKING] = Profile.day(draw);
        summer[DayPlan.WORKING] =
                winter[DayPlan.WORKING].towards(
                        Profile.day(draw), plain ? 0 : draw.uniform(0, 0.8));
        double different = week ? draw.uniform(0.1, 1) : 0;
        Profile rest = Profile.day(draw);
        for (int kind = DayPlan.SATURDAY; kind < DayPlan.KINDS; kind++) {
            double share = kind == DayPlan.OFF ? different : different * draw.uniform(0.5, 1);
            winter[kind] = winter[DayPlan.WORKING].towards(rest, share);
            summer[kind] = summer[DayPlan.WORKING].towards(rest, share);
        }
        double amplitude = draw.logUniform(0.4, 2);
        double fade = draw.chance(0.75) ? draw.uniform(0.05, 0.3) : 0;
        double turn = draw.uniform();
        for (int i = 0; i < canvas.size(); i++) {
            int day = grid.day(i);
            double phase = daily ? grid.dayPhase(i) : 0;
            double warm =
                    plain
                            ? 0
                            : 0.5
                                    + 0.5
                                            * StrictMath.cos(
                                                    2 * StrictMath.PI * (grid.yearPhase(i) - turn));
            double value = value(plan, day, phase, daily, winter, summer, warm);
            if (daily && day > 0 && phase < fade) {
                double before = value(plan, day - 1, phase, true, winter, summer, warm);
                value += (before - value) * (1 - phase / fade);
            }
            canvas.season[i] += amplitude * value;
        }
        if (daily) {
            canvas.say("daily season: " + winter[DayPlan.WORKING].kind());
            canvas.recurs(grid.stepsADay());
        }
        if (week) {
            canvas.say(daily ? "weekly season: by kind of day" : "weekly season: by weekday");
            canvas.recurs(7 * grid.stepsADay());
        }
    }

    private static double value(
            DayPlan plan,
            int day,
            double phase,
            boolean daily,
            Profile[] winter,
            Profile[] summer,
            double warm) {
        if (!daily) {
            return plan.offset(day);
        }
        int kind = plan.kind(day);
        double late = phase - plan.shift(day);
        double shape = winter[kind].at(late) * (1 - warm);
        if (warm > 0) {
            shape += summer[kind].at(late) * warm;
        }
        return plan.gain(day) * shape + plan.offset(day);
    }
}
