package io.undercurrent.demo.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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

    @Test
    void theFirstLineComesSooner() throws Exception {
        CountDownLatch line = new CountDownLatch(1);
        PrintStream out =
                new PrintStream(bytes, true, UTF_8) {
                    @Override
                    public void println(String text) {
                        super.println(text);
                        line.countDown();
                    }
                };
        PlainView other = PlainView.start(out, Duration.ofHours(1), key -> ValueFormat.PERCENT);
        other.close();
        other.update(row("late", 1, "SCORED", false)); // the timer has ended: nothing happens
        assertThat(printed()).isEmpty();
        // A tenth of this passes soon, the whole does not pass while the test waits.
        PlainView begun = PlainView.start(out, Duration.ofSeconds(20), key -> ValueFormat.PERCENT);
        begun.update(row("k", 1, "SCORED", false));
        assertThat(line.await(15, TimeUnit.SECONDS)).isTrue();
        begun.close();
        assertThat(printed()).containsExactly("k 1.0 % ok");
    }
}
