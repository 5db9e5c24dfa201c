package io.undercurrent.stream.runtime;

import java.util.Optional;

/**
 * Says which state a run starts from.
 *
 * @param fresh whether to discard key states of earlier runs
 * @param acceptGap whether to start even if the source records that follow are no longer on the
 *     brokers
 * @param from a checkpoint or savepoint; empty for the newest state
 */
public record ResumeRequest(boolean fresh, boolean acceptGap, Optional<String> from) {}
