package io.undercurrent.stream.runtime;

import java.util.Optional;

/**
 * What a run starts from.
 *
 * @param fresh whether key states of earlier runs are discarded
 * @param acceptGap whether the run may start although records that come next are no longer there
 * @param from a checkpoint or savepoint; empty for the newest state
 */
public record ResumeRequest(boolean fresh, boolean acceptGap, Optional<String> from) {}
