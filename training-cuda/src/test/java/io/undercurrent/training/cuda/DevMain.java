package io.undercurrent.training.cuda;

import io.undercurrent.mamba2.Parameters;
import io.undercurrent.scorer.network.NetworkConfig;
import io.undercurrent.training.engine.*;
import java.util.*;

final class DevMain {
    public static void main(String[] a) {
        System.setProperty(ScanShape.CHUNK_PROPERTY, a[0]);
        CudaMode mode = CudaMode.valueOf(a[1]);
        Map<String, NetworkConfig> all = Cases.all();
        Random r = new Random(5);
        for (int i = 0; i < 8; i++) all.put("random " + i, Cases.random(r));
        all.forEach((name, c) -> {
            Parameters<float[]> w = Cases.weights(c, 3);
            Truth t = new Truth(c, w);
            long t0 = System.nanoTime();
            try (CudaEngine e = new CudaEngine(new Device(), c, w, AdamWOptions.defaults(), mode)) {
                StringBuilder s = new StringBuilder();
                for (int k = 0; k < 2; k++) {
                    Batch b = Cases.batch(c, 3, 41, k, k == 0);
                    double x = t.step(b);
                    double y = e.step(b, 0);
                    s.append(String.format("  loss %.2e grad %.2e worst %s;", (y - x) / x, t.error(e.gradients()), t.worst(e.gradients())));
                }
                System.out.printf("%-20s %s %d ms%n", name, s, (System.nanoTime() - t0) / 1000000);
            } catch (RuntimeException e) { System.out.println(name + ": " + e); }
        });
    }
}
