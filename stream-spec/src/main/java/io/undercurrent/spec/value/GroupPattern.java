package io.undercurrent.spec.value;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Finds a group's name in a key by {@code episodes.group.pattern}.
 *
 * <p>Keys are untrusted text, and Java's search may take time exponential in a text's length.
 * Therefore the text's length is limited, and a search stops after it has read {@value #MAX_READS}
 * characters, which takes about a millisecond.
 */
public final class GroupPattern {
    /** The maximum number of characters that a search may read, counting repeated reads. */
    public static final int MAX_READS = 100_000;

    private final Pattern pattern;

    private GroupPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /**
     * Compiles a pattern, which any number of threads may use.
     *
     * @param regex a regular expression of Java with one capturing group
     * @return the pattern
     * @throws IllegalArgumentException if the expression is invalid or does not have exactly one
     *     group; the message says why
     */
    public static GroupPattern of(String regex) {
        Pattern pattern;
        try {
            pattern = Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            String place = e.getIndex() < 0 ? "" : " at character " + (e.getIndex() + 1);
            throw new IllegalArgumentException(e.getDescription() + place, e);
        }
        int groups = pattern.matcher("").groupCount();
        if (groups != 1) {
            throw new IllegalArgumentException(
                    "it has " + groups + " capturing groups; (?:...) is one that does not capture");
        }
        return new GroupPattern(pattern);
    }

    /**
     * The name of a key's group.
     *
     * @param key any text
     * @return null if the key is longer than a name may be, the pattern is not found in it, the
     *     text found is no {@link GroupName}, or the search was stopped
     */
    public String group(String key) {
        if (key.length() > GroupName.MAX_CHARS) {
            return null;
        }
        try {
            Matcher matcher = pattern.matcher(new Bounded(key));
            return matcher.find() ? GroupName.of(matcher.group(1)) : null;
        } catch (GivenUp | StackOverflowError e) {
            return null; // repeated alternatives recurse, one stack frame per character
        }
    }

    /** A text that stops the search after {@link #MAX_READS} character reads. */
    private static final class Bounded implements CharSequence {
        private final String text;
        private int left = MAX_READS;

        Bounded(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            left--;
            if (left < 0) {
                throw new GivenUp();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** Stops a search. It has no stack trace, because it is a normal result and not a fault. */
    private static final class GivenUp extends RuntimeException {
        private static final long serialVersionUID = 1L;

        GivenUp() {
            super(null, null, false, false);
        }
    }
}
