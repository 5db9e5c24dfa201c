package io.undercurrent.mamba2.forms;

/**
 * Which heads share x, B and C, by contiguous blocks: head h of H reads block h / (H / blocks). In
 * the paper's analogy C is the query, B the key and x the value (section 7.2).
 *
 * @param heads number of heads, H
 * @param xHeads blocks of x: H, or fewer to share values
 * @param bGroups blocks of B
 * @param cGroups blocks of C
 */
public record HeadPattern(int heads, int xHeads, int bGroups, int cGroups) {

    /** Every number of blocks must divide the number of heads. */
    public HeadPattern {
        for (int blocks : new int[] {xHeads, bGroups, cGroups}) {
            if (blocks < 1 || heads < 1 || heads % blocks != 0) {
                throw new IllegalArgumentException(
                        "head pattern with "
                                + heads
                                + " heads, x in "
                                + xHeads
                                + ", B in "
                                + bGroups
                                + " and C in "
                                + cGroups
                                + " blocks: each must be a divisor of the number of heads");
            }
        }
    }

    /** Multi-value: each head its x, one B and C for all; Mamba-2's default. */
    public static HeadPattern mva(int heads) {
        return grouped(heads, 1);
    }

    /** Multi-head: each head its x, B and C. */
    public static HeadPattern mha(int heads) {
        return grouped(heads, heads);
    }

    /** Multi-query: each head its C, one x and B for all. */
    public static HeadPattern mqa(int heads) {
        return new HeadPattern(heads, 1, 1, heads);
    }

    /** Multi-key: each head its B, one x and C for all. */
    public static HeadPattern mka(int heads) {
        return new HeadPattern(heads, 1, heads, 1);
    }

    /** Each head its x, and B and C in groups: what the mixer does. */
    public static HeadPattern grouped(int heads, int groups) {
        return new HeadPattern(heads, heads, groups, groups);
    }

    /** Number of blocks of heads that share both B and C. */
    int units() {
        int units = bGroups;
        while (units % cGroups != 0) {
            units += bGroups;
        }
        return units;
    }

    int headsPerUnit() {
        return heads / units();
    }

    int xHead(int head) {
        return head / (heads / xHeads);
    }

    int bGroup(int unit) {
        return unit / (units() / bGroups);
    }

    int cGroup(int unit) {
        return unit / (units() / cGroups);
    }
}
