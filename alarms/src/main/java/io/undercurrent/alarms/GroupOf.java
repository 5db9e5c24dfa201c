package io.undercurrent.alarms;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.value.GroupName;
import io.undercurrent.spec.value.GroupPattern;
import io.undercurrent.stream.record.ResultRouting;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Finds the group of a key, by the group header of the record or by a pattern for keys. */
@FunctionalInterface
interface GroupOf {
    /** The group's name, or null if the key has no group. */
    String name(String key, Headers headers);

    static boolean isDeclared(StreamSpec spec) {
        return spec.source().groupField() != null || spec.episodes().groupPattern() != null;
    }

    static GroupOf declared(StreamSpec spec) {
        if (spec.source().groupField() != null) {
            return (key, headers) -> {
                Header header = headers.lastHeader(ResultRouting.GROUP_HEADER);
                boolean named = header != null && header.value() != null;
                return named ? GroupName.of(new String(header.value(), UTF_8)) : null;
            };
        }
        if (spec.episodes().groupPattern() == null) {
            return (key, headers) -> null;
        }
        GroupPattern pattern = GroupPattern.of(spec.episodes().groupPattern());
        return (key, headers) -> pattern.group(key);
    }
}
