package io.undercurrent.alarms;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undercurrent.spec.StreamSpec;
import io.undercurrent.spec.option.SpecException;
import org.junit.jupiter.api.Test;

class AlarmChecksTest {
    @Test
    void aStreamWithoutGroupsHasNothingToMerge() {
        StreamSpec spec = StreamSpec.parse(Alarms.LEAST, "stream.yaml");
        assertThatThrownBy(() -> AlarmChecks.check(spec))
                .isInstanceOf(SpecException.class)
                .hasMessageStartingWith(
                        "source.group-field, episodes.group.pattern: neither is given")
                .hasMessageContaining("sink.episodes = t.episodes");
    }
}
