package io.undercurrent.job.portable;

import io.undercurrent.schemas.KeyState;
import io.undercurrent.state.savepoint.KeySlab;
import io.undercurrent.stream.portable.KeyStateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Reads a file of key states to its end and then waits forever; it must run with parallelism 1. If
 * the source ended, the operators would end too, and Flink's savepoint of a finished operator
 * contains no state.
 *
 * <p>It has no checkpointed state: a restarted job reads the file from its beginning into an empty
 * state. Flink requires splits, so the source has those of a number sequence, which are never read.
 */
final class KeyStateSource
        implements Source<KeySlab, NumberSequenceSplit, Collection<NumberSequenceSplit>> {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final NumberSequenceSource splits = new NumberSequenceSource(0, 0);

    KeyStateSource(Path file) {
        this.file = file.toString();
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SplitEnumerator<NumberSequenceSplit, Collection<NumberSequenceSplit>> createEnumerator(
            SplitEnumeratorContext<NumberSequenceSplit> context) {
        return splits.createEnumerator(context);
    }

    @Override
    public SplitEnumerator<NumberSequenceSplit, Collection<NumberSequenceSplit>> restoreEnumerator(
            SplitEnumeratorContext<NumberSequenceSplit> context,
            Collection<NumberSequenceSplit> checkpoint) {
        return splits.restoreEnumerator(context, checkpoint);
    }

    @Override
    public SimpleVersionedSerializer<NumberSequenceSplit> getSplitSerializer() {
        return splits.getSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<Collection<NumberSequenceSplit>>
            getEnumeratorCheckpointSerializer() {
        return splits.getEnumeratorCheckpointSerializer();
    }

    @Override
    public SourceReader<KeySlab, NumberSequenceSplit> createReader(SourceReaderContext context)
            throws IOException {
        return new Reader(new KeyStateFile.Reader(Path.of(file)));
    }

    private static final class Reader implements SourceReader<KeySlab, NumberSequenceSplit> {
        private final KeyStateFile.Reader in;
        private final CompletableFuture<Void> never = new CompletableFuture<>();
        private boolean ended;

        Reader(KeyStateFile.Reader in) {
            this.in = in;
        }

        @Override
        public void start() {}

        @Override
        public InputStatus pollNext(ReaderOutput<KeySlab> output) {
            KeyState state = in.read();
            if (state == null) {
                ended = true;
                return InputStatus.NOTHING_AVAILABLE;
            }
            output.collect(new KeySlab(state.getKey(), KeyStateFile.bytes(state)));
            return InputStatus.MORE_AVAILABLE;
        }

        @Override
        public CompletableFuture<Void> isAvailable() {
            return ended ? never : CompletableFuture.completedFuture(null);
        }

        @Override
        public List<NumberSequenceSplit> snapshotState(long checkpoint) {
            return List.of();
        }

        @Override
        public void addSplits(List<NumberSequenceSplit> more) {}

        @Override
        public void notifyNoMoreSplits() {}

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
