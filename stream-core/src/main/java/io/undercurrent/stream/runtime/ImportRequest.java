package io.undercurrent.stream.runtime;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.portable.CheckedStates;

/**
 * A request to import key states.
 *
 * @param spec the declaration of the stream that receives the key states
 * @param states the checked file
 * @param fresh whether to discard key states of earlier runs
 * @param acceptGap whether to import even if the source records that follow are no longer on the
 *     brokers
 */
public record ImportRequest(
        StreamSpec spec, CheckedStates states, boolean fresh, boolean acceptGap) {}
