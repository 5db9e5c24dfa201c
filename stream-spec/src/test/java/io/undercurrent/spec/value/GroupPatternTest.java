package io.undercurrent.spec.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class GroupPatternTest {
    @Test
    void theCapturedTextNamesTheGroup() {
        GroupPattern site = GroupPattern.of("^([^-]+)-");
        assertThat(site.group("north-pump-7")).isEqualTo("north");
        assertThat(site.group("pump")).isNull();
        assertThat(site.group(" -pump")).isNull();
        assertThat(GroupPattern.of("(?:site=)(\\w+)").group("a;site=n1;b")).isEqualTo("n1");
        assertThat(GroupPattern.of("a(b)?").group("a")).isNull();
    }

    @Test
    void longKeysAreInNoGroup() {
        GroupPattern first = GroupPattern.of("^(.)");
        assertThat(first.group("a".repeat(512))).isEqualTo("a");
        assertThat(first.group("a".repeat(513))).isNull();
    }

    @Test
    @Timeout(30)
    void aSearchWithoutEndIsGivenUp() {
        GroupPattern evil = GroupPattern.of("^((?:a+)+)$");
        assertThat(evil.group("a".repeat(500))).hasSize(500);
        long start = System.nanoTime();
        assertThat(evil.group("a".repeat(500) + "!")).isNull();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(GroupPattern.of("((?:a|b|ab)*c)").group("ab".repeat(256))).isNull();
    }

    @Test
    void whatIsNoPatternSaysWhy() {
        assertThatThrownBy(() -> GroupPattern.of("a(b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Unclosed group");
        assertThatThrownBy(() -> GroupPattern.of("ab"))
                .hasMessage("it has 0 capturing groups; (?:...) is one that does not capture");
        assertThatThrownBy(() -> GroupPattern.of("(a)(b)")).hasMessageStartingWith("it has 2");
    }
}
