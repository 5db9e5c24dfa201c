package io.undercurrent.stream.runtime;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.portable.CheckedStates;

/**
 * An import of key states.
 *
 * @param spec the declaration of the stream that takes them
 * @param states the checked file
 * @param fresh whether key states of earlier runs are discarded
 * @param acceptGap whether they are taken although records that come next are no longer there
 */
public record ImportRequest(
        StreamSpec spec, CheckedStates states, boolean fresh, boolean acceptGap) {}
