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
 * A store without contents that runs an action each time the task is about to commit. What the
 * processor holds back in its cache is then written to the stores and changelogs in the transaction
 * that commits the offsets.
 *
 * <p>Kafka Streams does not notify processors of commits, but it does notify a store with a cache,
 * because it flushes its own record cache that way. The interface is in an internal package: the
 * version of Kafka Streams is pinned, and tests fail if the hook is no longer called.
 */
final class CommitHook implements StateStore, CachedStateStore<Object, Object> {
    /** An action to run before a commit. */
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

    /** Sets the action that runs before each commit; null for none. */
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
            throw new ProcessorStateException("key states cannot be written before a commit", e);
        }
    }

    /**
     * Called when the task is closed without a commit: what the processor's cache holds is
     * discarded with the processor.
     */
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

    /** Builds hooks. A hook has no contents and no changelog, so there is nothing to configure. */
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
