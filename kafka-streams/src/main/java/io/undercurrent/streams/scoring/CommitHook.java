package io.undercurrent.streams.scoring;

import java.util.Map;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/**
 * A store that holds nothing: it runs an action whenever the task is about to commit, so that what
 * the processor keeps back reaches stores and changelogs in the transaction that commits the
 * offsets.
 *
 * <p>A processor is not told of commits; a store with a cache is, since that is how Kafka Streams
 * flushes its own record cache. The interface lies in a package of internals: the version is
 * pinned, and tests fail where it is no longer called.
 */
final class CommitHook implements StateStore, CachedStateStore<Object, Object> {
    /** What runs before a commit. */
    @FunctionalInterface
    interface Action {
        void run() throws Exception;
    }

    private final String name;
    private Action action;
    private boolean open;

    private CommitHook(String name) {
        this.name = name;
    }

    /** From now on this runs before each commit; null for nothing. */
    void set(Action beforeCommit) {
        action = beforeCommit;
    }

    @Override
    public void flushCache() {
        if (action == null) {
            return;
        }
        try {
            action.run();
        } catch (StreamsException e) {
            throw e;
        } catch (Exception e) {
            throw new ProcessorStateException("memories cannot be written before a commit", e);
        }
    }

    /** The task is given up without a commit; its processor's memory ends with the processor. */
    @Override
    public void clearCache() {
        action = null;
    }

    @Override
    public boolean setFlushListener(
            CacheFlushListener<Object, Object> listener, boolean sendOldValues) {
        return false;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        context.register(root, (key, value) -> {});
        open = true;
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        open = false;
        action = null;
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    /** Builds hooks; there is nothing to log, so nothing of it is configurable. */
    record Builder(String name) implements StoreBuilder<CommitHook> {
        @Override
        public StoreBuilder<CommitHook> withCachingEnabled() {
            return this;
        }

        @Override
        public StoreBuilder<CommitHook> withCachingDisabled() {
            return this;
        }

        @Override
        public StoreBuilder<CommitHook> withLoggingEnabled(Map<String, String> config) {
            throw new UnsupportedOperationException("the hook holds nothing that could be logged");
        }

        @Override
        public StoreBuilder<CommitHook> withLoggingDisabled() {
            return this;
        }

        @Override
        public CommitHook build() {
            return new CommitHook(name);
        }

        @Override
        public Map<String, String> logConfig() {
            return Map.of();
        }

        @Override
        public boolean loggingEnabled() {
            return false;
        }
    }
}
