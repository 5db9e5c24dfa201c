package io.undercurrent.spec.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldPathTest {
    @Test
    void dotsSeparateNamesUnlessEscaped() {
        assertThat(FieldPath.split("a")).containsExactly("a");
        assertThat(FieldPath.split("a.0.b c")).containsExactly("a", "0", "b c");
        assertThat(FieldPath.split("cpu\\.load.x")).containsExactly("cpu.load", "x");
        assertThat(FieldPath.split("back\\slash")).containsExactly("back\\slash");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a.", ".a", "a..b"})
    void emptyNamesAreRefused(String path) {
        assertThatThrownBy(() -> FieldPath.split(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + path + "'");
    }
}
