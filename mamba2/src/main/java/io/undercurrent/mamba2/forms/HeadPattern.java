package io.undercurrent.mamba2.forms;

/**
 * Which heads share x, B and C. Heads share by contiguous blocks: head h of H reads block h / (H /
 * blocks). In the paper's analogy C is the query, B the key and x the value (section 7.2).
 *
 * @param heads number of heads, H
 * @param xHeads number of blocks of x; H if no heads share x
 * @param bGroups number of blocks of B
 * @param cGroups number of blocks of C
 */
public record HeadPattern(int heads, int xHeads, int bGroups, int cGroups) {

    /** Checks that each number of blocks divides the number of heads. */
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

    /** Multi-value: each head has its own x, and all share one B and C; Mamba-2's default. */
    public static HeadPattern mva(int heads) {
        return grouped(heads, 1);
    }

    /** Multi-head: each head has its own x, B and C. */
    public static HeadPattern mha(int heads) {
        return grouped(heads, heads);
    }

    /** Multi-query: each head has its own C, and all share one x and B. */
    public static HeadPattern mqa(int heads) {
        return new HeadPattern(heads, 1, 1, heads);
    }

    /** Multi-key: each head has its own B, and all share one x and C. */
    public static HeadPattern mka(int heads) {
        return new HeadPattern(heads, 1, heads, 1);
    }

    /**
     * Each head has its own x, and each group of heads shares B and C; the mixer uses this pattern.
     */
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
