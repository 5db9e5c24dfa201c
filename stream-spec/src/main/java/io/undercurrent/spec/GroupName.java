package io.undercurrent.spec;

/**
 * What may name a group of keys. The name becomes a record's key and header, so that it is bounded;
 * a text that is none is no reason to lose an event.
 */
public final class GroupName {
    /** The most characters of a name. */
    public static final int MAX_CHARS = 512;

    private GroupName() {}

    /**
     * The name that a text is.
     *
     * @param text any text, or null
     * @return the text; null where it is null, blank, longer than {@value #MAX_CHARS} characters or
     *     holds half a surrogate pair, for which a header has no bytes
     */
    public static String of(String text) {
        boolean names =
                text != null
                        && text.length() <= MAX_CHARS
                        && !text.isBlank()
                        && Surrogates.areWhole(text);
        return names ? text : null;
    }
}
