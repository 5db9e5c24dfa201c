package io.undercurrent.demo.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainViewTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PlainView view =
            PlainView.start(
                    new PrintStream(bytes, true, UTF_8),
                    Duration.ofDays(1),
                    key -> ValueFormat.PERCENT);

    private static Row row(String key, double value, String status, boolean alarm) {
        return new Row(key, value, 50, 25, 75, 0.5, status, alarm);
    }

    private List<String> printed() {
        return bytes.toString(UTF_8).lines().toList();
    }

    @Test
    void printsMessagesAtOnceAndAllKeysInOneLine() {
        view.header("00:05");
        view.update(row("cpu10", 10, "WARMUP", false));
        view.update(row("cpu9", 1, "SCORED", true));
        view.update(row("cpu9", 2, "SCORED", true));
        view.update(row("cpu9", 3, "SCORED", false));
        view.message("starts now");
        view.summary();
        assertThat(printed())
                .containsExactly("starts now", "00:05 | cpu9 3.0 % 2 ALARMS; cpu10 10.0 % warmup");
    }

    @Test
    void printsASummaryOnlyWhereThereIsNews() {
        view.summary();
        assertThat(printed()).isEmpty();
        view.update(row("k", 1, "SCORED", false));
        view.summary();
        view.summary();
        assertThat(printed()).containsExactly("k 1.0 % ok");
        view.update(row("k\u001b[31m", 1, "SCORED", false));
        view.close();
        view.close();
        view.message("late");
        assertThat(printed()).containsExactly("k 1.0 % ok", "k 1.0 % ok; k?[31m 1.0 % ok", "late");
    }
}
