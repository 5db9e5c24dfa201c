package io.undercurrent.training.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Cells and lines as they are written. */
class TableTest {
    @Test
    void markdownAndCsv() {
        Table table = new Table(List.of("set", "WQL"));
        table.add(List.of("a, \"b\"", "0.5"));
        assertThat(table.markdown())
                .isEqualTo("| set    | WQL |\n|--------|-----|\n| a, \"b\" | 0.5 |\n");
        assertThat(table.csv()).isEqualTo("set,WQL\n\"a, \"\"b\"\"\",0.5\n");
        assertThatThrownBy(() -> table.add(List.of("alone"))).hasMessageContaining("1 cells");
    }

    @Test
    void numbers() {
        assertThat(Table.number(0.1284, 3)).isEqualTo("0.128");
        assertThat(Table.number(Double.NaN, 3)).isEqualTo("-");
        assertThat(Table.significant(0.0064612)).isEqualTo("0.006461");
        assertThat(Table.significant(12345.6)).isEqualTo("12346");
        assertThat(Table.significant(1.5)).isEqualTo("1.500");
    }
}
