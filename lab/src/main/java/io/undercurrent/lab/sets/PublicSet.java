package io.undercurrent.lab.sets;

import io.undercurrent.training.data.Choice;
import io.undercurrent.training.data.Series;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The public sets of series that forecasts are measured on, with the seasons declared for each. */
public enum PublicSet {
    /** Load and oil temperature of a transformer, 7 hourly series. */
    ETTH1("ETTh1"),
    /** Load of six grid zones, hourly over years. */
    PJM("pjm"),
    /** Electricity demand of Victoria, half-hourly. */
    VIC_ELEC("vic_elec"),
    /** Speed at road sensors, one week of five-minute steps. */
    LOS_SPEED("los_speed"),
    /** Bicycle rentals, hourly. */
    BIKE_SHARE("bike_share"),
    /** The M4 competition's weekly series; the last 13 values of each are its test part. */
    M4_WEEKLY("m4_weekly");

    /** How a set is read. */
    interface Reader {
        List<Series> read(Path folder, boolean all) throws IOException;
    }

    /** Weeks that M4 asks to be forecast. */
    public static final int M4_HORIZON = 13;

    private final String id;

    PublicSet(String id) {
        this.id = id;
    }

    /**
     * How tables and options call it.
     *
     * @return its name
     */
    public String id() {
        return id;
    }

    /**
     * Reads its series.
     *
     * @param folder where the sets' folders are
     * @param all every series, also where the first 60 are enough for a judgement (los_speed: 207)
     * @return the series, in the files' order
     * @throws IllegalArgumentException where a file is missing or broken; it says which
     * @throws IOException where a file cannot be read
     */
    public List<Series> load(Path folder, boolean all) throws IOException {
        return reader().read(folder, all);
    }

    private Reader reader() {
        return switch (this) {
            case ETTH1 -> new EttReader();
            case PJM -> new PjmReader();
            case VIC_ELEC -> new VicElecReader();
            case LOS_SPEED -> new LosSpeedReader();
            case BIKE_SHARE -> new BikeShareReader();
            case M4_WEEKLY -> new M4WeeklyReader();
        };
    }

    /**
     * The set of a name.
     *
     * @param id as in {@link #id()}, in upper or lower case
     * @return the set
     * @throws IllegalArgumentException where none is called so
     */
    public static PublicSet of(String id) {
        return Choice.of("set", id, List.of(values()), PublicSet::id);
    }
}
