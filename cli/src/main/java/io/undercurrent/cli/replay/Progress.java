package io.undercurrent.cli.replay;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Prints every few seconds how far a file has been read and how long the rest will take. */
final class Progress {
    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final long size;
    private final PrintWriter out;
    private final long start = System.nanoTime();
    private long said = start;
    private long read;

    Progress(long size, PrintWriter out) {
        this.size = size;
        this.out = out;
    }

    InputStream count(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                int b = super.read();
                read += b < 0 ? 0 : 1;
                return b;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int n = super.read(bytes, offset, length);
                read += Math.max(0, n);
                return n;
            }
        };
    }

    void row(long rows) {
        long now = System.nanoTime();
        if (now - said < EVERY_NANOS || read == 0) {
            return;
        }
        said = now;
        double done = Math.min(1, (double) read / size);
        double seconds = (now - start) / 1e9;
        out.printf(
                Locale.ROOT,
                "%d rows, %.0f%%, %.0f rows/s, about %.0f s left%n",
                rows,
                100 * done,
                rows / seconds,
                seconds / done - seconds);
        out.flush();
    }
}
