package io.undercurrent.spec;

/**
 * Finds text that UTF-8 has no bytes for: half a surrogate pair, left where text was cut within a
 * character beyond the first 65,536. Java writes '?' for either half, so that different keys would
 * become one.
 */
public final class Surrogates {
    private Surrogates() {}

    /**
     * Whether every surrogate has its other half.
     *
     * @param text any text
     * @return true where the text's UTF-8 bytes are the text's alone
     */
    public static boolean areWhole(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!isPair(text, i)) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /**
     * Whether a pair begins there.
     *
     * @param text any text
     * @param at an index of it
     * @return true where the characters at the index and after it are one pair
     */
    public static boolean isPair(String text, int at) {
        return at + 1 < text.length()
                && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
    }
}
