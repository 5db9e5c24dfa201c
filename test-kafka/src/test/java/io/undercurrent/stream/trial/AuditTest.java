package io.undercurrent.stream.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An audit that could not find anything would make every run look clean. */
class AuditTest {
    private static final Map<String, List<String>> EXPECTED =
            Map.of("score a", List.of("1", "2", "3"), "score b", List.of("1"));

    @Test
    void equalOutputIsClean() {
        assertThat(Audit.of(EXPECTED, EXPECTED)).isEqualTo(new Audit(4, 0, 0, 0));
        assertThat(Audit.of(EXPECTED, EXPECTED).clean()).isTrue();
    }

    @Test
    void whatIsMissingIsLost() {
        assertThat(of(List.of("1", "3"))).isEqualTo(new Audit(4, 1, 0, 0));
        assertThat(Audit.of(EXPECTED, Map.of())).isEqualTo(new Audit(4, 4, 0, 0));
    }

    @Test
    void whatComesAgainIsDoubled() {
        assertThat(of(List.of("1", "2", "2", "3"))).isEqualTo(new Audit(4, 0, 1, 0));
        assertThat(of(List.of("1", "2", "3", "1", "2"))).isEqualTo(new Audit(4, 0, 2, 0));
    }

    @Test
    void otherBytesAndAnotherOrderAreUnequal() {
        assertThat(of(List.of("1", "x", "3"))).isEqualTo(new Audit(4, 0, 0, 1));
        assertThat(of(List.of("2", "1", "3"))).isEqualTo(new Audit(4, 0, 0, 2));
        assertThat(of(List.of("1", "2", "3", "x"))).isEqualTo(new Audit(4, 0, 0, 1));
        assertThat(of(List.of("1", "x"))).isEqualTo(new Audit(4, 1, 0, 1));
    }

    @Test
    void deadLettersOfAKeyHaveNoOrder() {
        var one = Map.of("dead letter a", List.of("1", "2"));
        assertThat(Audit.of(one, Map.of("dead letter a", List.of("2", "1"))).clean()).isTrue();
        assertThat(Audit.of(one, Map.of("dead letter a", List.of("2", "2"))))
                .isEqualTo(new Audit(2, 1, 1, 0));
    }

    private static Audit of(List<String> a) {
        Audit audit = Audit.of(EXPECTED, Map.of("score a", a, "score b", List.of("1")));
        assertThat(audit.clean()).isFalse();
        return audit;
    }
}
