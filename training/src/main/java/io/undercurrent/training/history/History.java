package io.undercurrent.training.history;

import io.undercurrent.mamba2.Sha256;
import io.undercurrent.training.data.Fields;
import io.undercurrent.training.data.Series;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;

/**
 * A history for training.
 *
 * @param series one per key and value column, each checked; never empty
 * @param declared whether the user declared the series' seasons; otherwise they are guessed from
 *     the events' gaps and only the baselines use them
 * @param rows rows that were read and kept
 * @param keys different keys among them
 * @param notices what was left out or looks suspicious, in sentences
 */
public record History(
        List<Series> series, boolean declared, long rows, int keys, List<String> notices) {
    /** Copies the lists. */
    public History {
        series = List.copyOf(series);
        notices = List.copyOf(notices);
    }

    /** The time of the oldest event. */
    public Instant first() {
        return instant(series.stream().mapToLong(s -> s.timesMicros()[0]).min().orElseThrow());
    }

    /** The time of the newest event. */
    public Instant last() {
        return instant(
                series.stream()
                        .mapToLong(s -> s.timesMicros()[s.length() - 1])
                        .max()
                        .orElseThrow());
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** Number of events of all series together. */
    public long events() {
        return series.stream().mapToLong(Series::length).sum();
    }

    /**
     * Hexadecimal SHA-256 of names, times, values, covariates and seasons, which identifies the
     * history.
     */
    public String sha256() {
        MessageDigest digest = Sha256.digest();
        for (Series one : series) {
            digest.update(one.name().getBytes(StandardCharsets.UTF_8));
            ByteBuffer bytes = ByteBuffer.allocate(16 * one.length() + 4 * one.seasons().length);
            bytes.asLongBuffer().put(one.timesMicros());
            bytes.position(8 * one.length());
            bytes.asDoubleBuffer().put(one.values());
            bytes.position(16 * one.length());
            bytes.asIntBuffer().put(one.seasons());
            digest.update(bytes.array());
            Fields all = one.fields();
            for (int f = all == null ? 0 : all.channels(); all != null && f < all.size(); f++) {
                ByteBuffer covariate = ByteBuffer.allocate(8 * one.length());
                covariate.asDoubleBuffer().put(all.columns()[f]);
                digest.update(covariate.array());
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
