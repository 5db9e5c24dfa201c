package io.undercurrent.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Runs a test on many damaged inputs.
 *
 * <p>The seed is printed first; {@code -Dseed=N} takes that one again. The profile nightly sets
 * {@code -Dfuzz.cases=}, the number of cases of every such test; without it each test has its own.
 */
public final class Fuzz {
    private static final int MOST_CHANGES = 3;
    private static final int LONGEST_PIECE = 16;

    private Fuzz() {}

    /** One case. */
    @FunctionalInterface
    public interface Case {
        /**
         * Tries one input; whatever it throws ends the test.
         *
         * @param random draws the input; the same for the same seed and case
         * @throws Exception that the tested code must not throw
         */
        void run(SplittableRandom random) throws Exception;
    }

    /**
     * Runs all cases.
     *
     * @param what the test, for the output
     * @param usual the number of cases of the default tier
     * @param one a case
     * @return the number of cases that were run
     * @throws AssertionError if a case throws anything; the message has the seed and the case
     */
    public static int cases(String what, int usual, Case one) {
        long seed = Long.getLong("seed", System.nanoTime());
        int cases = Integer.getInteger("fuzz.cases", usual);
        System.out.printf(Locale.ROOT, "fuzz %s: seed %d, %d cases%n", what, seed, cases);
        for (int i = 0; i < cases; i++) {
            try {
                one.run(new SplittableRandom(seed + i));
            } catch (Throwable e) { // an Error is what such a test looks for
                throw new AssertionError(
                        String.format(
                                Locale.ROOT,
                                "fuzz %s: case %d of seed %d, which -Dseed=%d takes first: %s",
                                what,
                                i,
                                seed,
                                seed + i,
                                e),
                        e);
            }
        }
        return cases;
    }

    /**
     * Damages an input in one to three places: bits and bytes are changed, pieces are cut out,
     * doubled, moved or appended, or the end is cut off.
     *
     * @param original not changed
     * @param tokens texts that mean something in the format; some are written over or into it
     * @return the damaged input
     */
    public static byte[] damaged(byte[] original, SplittableRandom random, String... tokens) {
        byte[] bytes = original.clone();
        for (int n = 1 + random.nextInt(MOST_CHANGES); n > 0; n--) {
            bytes = changed(bytes, random, tokens);
        }
        return bytes;
    }

    /** As {@link #damaged(byte[], SplittableRandom, String...)}, of a text. */
    public static String damaged(String original, SplittableRandom random, String... tokens) {
        return new String(damaged(original.getBytes(UTF_8), random, tokens), UTF_8);
    }

    private static byte[] changed(byte[] bytes, SplittableRandom random, String[] tokens) {
        if (bytes.length == 0) {
            return new byte[] {(byte) random.nextInt()};
        }
        int at = random.nextInt(bytes.length);
        int length = Math.min(1 + random.nextInt(LONGEST_PIECE), bytes.length - at);
        byte[] piece = Arrays.copyOfRange(bytes, at, at + length);
        switch (random.nextInt(tokens.length > 0 ? 9 : 7)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt();
            case 2 -> bytes[at] = bytes[random.nextInt(bytes.length)];
            case 3 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 4 -> {
                return replaced(bytes, at, length, new byte[0]);
            }
            case 5 -> {
                return replaced(bytes, random.nextInt(bytes.length + 1), 0, piece);
            }
            case 6 -> Arrays.fill(bytes, at, at + length, (byte) (random.nextInt(3) - 1));
            default -> {
                byte[] token = tokens[random.nextInt(tokens.length)].getBytes(UTF_8);
                boolean over = random.nextBoolean();
                return replaced(
                        bytes, at, over ? Math.min(token.length, bytes.length - at) : 0, token);
            }
        }
        return bytes;
    }

    /** Replaces {@code length} bytes from {@code at} on by others. */
    private static byte[] replaced(byte[] bytes, int at, int length, byte[] by) {
        byte[] result = new byte[bytes.length - length + by.length];
        System.arraycopy(bytes, 0, result, 0, at);
        System.arraycopy(by, 0, result, at, by.length);
        System.arraycopy(bytes, at + length, result, at + by.length, bytes.length - at - length);
        return result;
    }
}
