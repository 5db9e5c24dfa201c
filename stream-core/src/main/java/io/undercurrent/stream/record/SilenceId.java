package io.undercurrent.stream.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.mamba2.Sha256;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The id of an anomaly that reports a silent key: no event brought it, so it has no place in the
 * source. It is the same whenever, and by whichever runtime, the same silence is reported.
 */
public final class SilenceId {
    private static final String PREFIX = "silence-";
    private static final int KEY_BYTES = 8;

    /** No partition has a number of so many digits, so a topic may be called silence too. */
    private static final Pattern FORM =
            Pattern.compile(PREFIX + "[0-9a-f]{" + 2 * KEY_BYTES + "}-(-?\\d{1,19})");

    /** The most bytes of an id. */
    static final int MAX_BYTES = PREFIX.length() + 2 * KEY_BYTES + 1 + 20;

    private SilenceId() {}

    /** The hash keeps ids short, and keys may hold any character. */
    static String of(String key, long sinceMicros) {
        byte[] hash = Sha256.of(key.getBytes(UTF_8));
        return PREFIX + HexFormat.of().formatHex(hash, 0, KEY_BYTES) + "-" + sinceMicros;
    }

    /**
     * Tells anomalies of silent keys from those that an event brought.
     *
     * @param id the id of an anomaly
     * @return whether the anomaly reports a key that is silent
     */
    public static boolean is(String id) {
        return FORM.matcher(id).matches();
    }
}
