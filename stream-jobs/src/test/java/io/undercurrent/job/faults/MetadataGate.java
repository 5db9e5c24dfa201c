package io.undercurrent.job.faults;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.fs.Path;

/**
 * Holds the job manager where a checkpoint is complete on disk, and nobody has been told to commit
 * yet: the moment that a crash has to hit for a transaction to be left prepared.
 */
final class MetadataGate implements FaultyFileSystem.Fault {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    @Override
    public void closed(Path path) throws IOException {
        if (path.getName().equals("_metadata")) {
            reached.countDown();
            try {
                open.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted at the gate", e);
            }
        }
    }

    void awaitReached() throws InterruptedException {
        if (!reached.await(60, TimeUnit.SECONDS)) {
            throw new AssertionError("no checkpoint came to its end within a minute");
        }
    }

    void open() {
        open.countDown();
    }
}
