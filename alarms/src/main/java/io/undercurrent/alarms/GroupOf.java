package io.undercurrent.alarms;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undercurrent.spec.GroupName;
import io.undercurrent.spec.GroupPattern;
import io.undercurrent.spec.StreamSpec;
import io.undercurrent.stream.record.Addresses;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Which group a key belongs to: by what its event named, or by a pattern in the key. */
@FunctionalInterface
interface GroupOf {
    /** The group's name, or null. */
    String name(String key, Headers headers);

    static boolean isDeclared(StreamSpec spec) {
        return spec.source().groupField() != null || spec.episodes().groupPattern() != null;
    }

    static GroupOf declared(StreamSpec spec) {
        if (spec.source().groupField() != null) {
            return (key, headers) -> {
                Header header = headers.lastHeader(Addresses.GROUP_HEADER);
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
