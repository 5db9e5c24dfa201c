package io.undercurrent.detect.episode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourcePositionTest {
    @Test
    void anIdIsTopicPartitionOffset() {
        assertThat(SourcePosition.parse("a-1-2", "a-1-2-3-9223372036854775807"))
                .isEqualTo(new SourcePosition(3, Long.MAX_VALUE));
        assertThat(SourcePosition.parse("t", "t-0-0")).isEqualTo(new SourcePosition(0, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "--",
                "t",
                "t-",
                "t-1",
                "t--1",
                "t-1-",
                "t-1--2",
                "u-1-2",
                "tt-1-2",
                "t-1-x",
                "t-+1-2",
                "t-1-\u0663",
                "t-2147483648-1",
                "t-1-9223372036854775808",
                "t-1-99999999999999999999",
                "t-1-2 "
            })
    void anythingElseIsNone(String id) {
        assertThat(SourcePosition.parse("t", id)).isNull();
    }
}
