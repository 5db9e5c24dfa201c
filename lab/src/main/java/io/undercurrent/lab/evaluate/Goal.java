package io.undercurrent.lab.evaluate;

/**
 * A bound that forecasts are meant to keep, beside what came out.
 *
 * @param set where it was measured
 * @param what which figure
 * @param low smallest allowed figure
 * @param high largest allowed figure
 * @param aim figure that the project would like, NaN where it has none
 * @param figure what came out
 */
public record Goal(String set, String what, double low, double high, double aim, double figure) {
    /**
     * Whether the figure keeps the bound.
     *
     * @return false also where there is no figure
     */
    public boolean reached() {
        return figure >= low && figure <= high;
    }

    /**
     * The verdict as tables say it.
     *
     * @return aim reached, reached or missed
     */
    public String verdict() {
        return !reached() ? "missed" : figure <= aim ? "aim reached" : "reached";
    }
}
