package io.undercurrent.benchmarks.step;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** All contenders must give the same numbers before any is timed. */
final class Outputs {
    /** C sums in other orders and has another exp. */
    private static final double TOLERANCE = 1e-3;

    private Outputs() {}

    /** One line on what was compared. */
    static String compare(Preset preset, List<Contender> contenders, Path model, Path folder)
            throws IOException, InterruptedException {
        byte[] java = null;
        String first = null;
        double off = Double.NaN;
        for (Contender contender : contenders) {
            Path out = folder.resolve("outputs");
            contender.check(preset, model, out);
            byte[] bytes = Files.readAllBytes(out);
            if (contender.isC()) {
                continue;
            }
            if (java == null) {
                java = bytes;
                first = contender.name();
            } else if (!Arrays.equals(java, bytes)) {
                throw new IOException(
                        String.format(
                                Locale.ROOT,
                                "%s: outputs of %s differ from those of %s",
                                preset.label(),
                                contender.name(),
                                first));
            }
        }
        for (Contender contender : contenders) {
            if (contender.isC()) {
                Path out = folder.resolve("outputs");
                contender.check(preset, model, out);
                off = largest(java, Files.readAllBytes(out));
                if (!(off < TOLERANCE)) {
                    throw new IOException(
                            String.format(
                                    Locale.ROOT,
                                    "%s: outputs of C are %.2g off those of %s, allowed are %.0g",
                                    preset.label(),
                                    off,
                                    first,
                                    TOLERANCE));
                }
            }
        }
        return String.format(
                Locale.ROOT,
                "%d events: Java variants bit-identical%s",
                Preset.EVENTS,
                Double.isNaN(off) ? "" : String.format(Locale.ROOT, ", C within %.1g", off));
    }

    private static double largest(byte[] a, byte[] b) {
        ByteBuffer x = ByteBuffer.wrap(a).order(ByteOrder.nativeOrder());
        ByteBuffer y = ByteBuffer.wrap(b).order(ByteOrder.nativeOrder());
        double largest = a.length == b.length ? 0 : Double.NaN;
        while (x.hasRemaining() && y.hasRemaining()) {
            double reference = x.getFloat();
            double off = Math.abs(reference - y.getFloat()) / Math.max(1, Math.abs(reference));
            largest = off <= largest ? largest : off;
        }
        return largest;
    }
}
