package io.undercurrent.spec.value;

/**
 * Finds text that UTF-8 cannot encode: half a surrogate pair, which remains when text is cut inside
 * a character beyond the first 65,536. Java encodes either half as '?', so different keys would
 * become the same.
 */
public final class Surrogates {
    private Surrogates() {}

    /**
     * Whether every surrogate has its other half.
     *
     * @param text any text
     * @return true if no other text has the same UTF-8 bytes
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
     * Whether a surrogate pair begins at an index.
     *
     * @param text any text
     * @param at an index in the text
     * @return true if the characters at the index and after it are one pair
     */
    public static boolean isPair(String text, int at) {
        return at + 1 < text.length()
                && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
    }
}
