package io.undercurrent.spec.value;

/**
 * Checks the names of groups of keys. Their length is limited, because a name becomes a record's
 * key and header. An unusable name is no reason to lose an event: the event then names no group.
 */
public final class GroupName {
    /** The maximum length of a name, in characters. */
    public static final int MAX_CHARS = 512;

    private GroupName() {}

    /**
     * Returns a text if it can name a group.
     *
     * @param text any text, or null
     * @return the text; null if it is null, blank, longer than {@value #MAX_CHARS} characters or
     *     contains half a surrogate pair, which a header cannot encode
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
