package io.undercurrent.cli.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.undercurrent.cli.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same files and options in {@code score}, {@code evaluate forecast} and {@code train}. */
class CsvCommandsTest {
    private static final LocalDateTime START = LocalDateTime.of(2026, 2, 1, 0, 0);

    @TempDir Path folder;

    private static LocalDateTime hour(int i) {
        return START.plusHours(i);
    }

    private static double wave(long seed, int i) {
        double noise = new SplittableRandom(31 * seed + i).nextDouble();
        return 30 + 8 * Math.sin(i * Math.PI / 12) + noise;
    }

    private Path file(String name, String header, int rows, IntFunction<String> row)
            throws IOException {
        StringBuilder text = new StringBuilder(header).append('\n');
        for (int i = 0; i < rows; i++) {
            text.append(row.apply(i)).append('\n');
        }
        return Files.writeString(folder.resolve(name), text);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    /** 1021.5 as 1.021,500. */
    private static String german(double value) {
        String point = number(value);
        return point.charAt(0) + "." + point.substring(1).replace('.', ',');
    }

    /** The figures of evaluate's table, without the times that they took. */
    private static List<String> figures(Cli run) {
        assertThat(run.status()).as(run.err()).isZero();
        return run.out()
                .lines()
                .filter(line -> line.startsWith("| ") && line.contains("naive"))
                .map(line -> line.split("\\|"))
                .map(cells -> String.join("|", List.of(cells).subList(3, 9)))
                .toList();
    }

    private static Cli evaluate(Path file, String... options) {
        List<String> args =
                new ArrayList<>(
                        List.of(
                                "evaluate",
                                "forecast",
                                "--csv=" + file,
                                "--methods=naive,seasonal-naive",
                                "--seasons=24",
                                "--horizons=1"));
        args.addAll(List.of(options));
        return Cli.run("", args.toArray(String[]::new));
    }

    @Test
    void semicolonsPatternsAndDecimalCommasGiveTheSameNumbersEverywhere() throws Exception {
        Path plain =
                file(
                        "plain.csv",
                        "time,\"Last, kW\"",
                        300,
                        i -> hour(i) + ":00Z," + number(1000 + wave(1, i)));
        DateTimeFormatter pattern = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm", Locale.ROOT);
        Path local =
                file(
                        "local.csv",
                        "Zeit;Last, kW;Notiz",
                        300,
                        i -> hour(i).format(pattern) + ";" + german(1000 + wave(1, i)) + ";");
        String[] options = {
            "--delimiter=;",
            "--decimal-separator=,",
            "--time=Zeit",
            "--time-pattern=dd.MM.yyyy HH:mm",
            "--values=Last, kW"
        };
        assertThat(figures(evaluate(local, options))).isEqualTo(figures(evaluate(plain)));
        List<String> args = new ArrayList<>(List.of("score", local.toString()));
        args.addAll(List.of(options));
        Cli scored = Cli.run("", args.toArray(String[]::new));
        Cli expected = Cli.run("", "score", plain.toString());
        assertThat(scored.out().lines().map(line -> line.substring(line.indexOf(','))))
                .containsExactlyElementsOf(
                        expected.out().lines().map(l -> l.substring(l.indexOf(','))).toList());
        assertThat(scored.err())
                .contains("300 rows read, 300 scored, 0 refused")
                .contains("time: Zeit (pattern dd.MM.yyyy HH:mm); values: \"Last, kW\"");
    }

    @Test
    void calendarDigitsGiveTheFiguresOfDates() throws Exception {
        IntFunction<String> day = i -> START.toLocalDate().plusDays(i).toString();
        Path iso = file("iso.csv", "date,v", 200, i -> day.apply(i) + "," + number(wave(2, i)));
        Path digits =
                file(
                        "digits.csv",
                        "date,v",
                        200,
                        i -> day.apply(i).replace("-", "") + "," + number(wave(2, i)));
        // Seasons are found by the times' distance: a wrong unit would find others.
        Cli ofDigits = evaluate(digits, "--seasons=7");
        assertThat(figures(ofDigits)).isEqualTo(figures(evaluate(iso, "--seasons=7")));
        assertThat(ofDigits.err()).contains("time: date (calendar digits yyyyMMdd)");
        Cli rowNumbers = Cli.run("time,v\n1,5\n2,6\n", "score");
        assertThat(rowNumbers.status()).isEqualTo(2);
        assertThat(rowNumbers.err()).contains("holds 1 in line 2", "--time-unit s, ms, us or ns");
        assertThat(Cli.run("time,v\n1,5\n2,6\n", "score", "--time-unit=s").status()).isZero();
    }

    @Test
    void mixedSeriesAreHintedAtByScoreAndRefusedByTheOthersByOneRule() throws Exception {
        Path mixed =
                file(
                        "mixed.csv",
                        "time,rack,volts",
                        400,
                        i -> hour(i / 5) + ":00Z," + i % 5 + "," + number(i % 5 * 50 + wave(3, i)));
        String hint = "such as rack (5 different values)";
        Cli scored = Cli.run("", "score", mixed.toString());
        assertThat(scored.status()).isZero();
        assertThat(scored.err()).contains("80 of 100 rows are not newer", hint, "--key");
        Cli evaluated = evaluate(mixed);
        assertThat(evaluated.status()).isEqualTo(2);
        assertThat(evaluated.err()).contains("320 of 400 rows repeat a time", hint, "--key");
        Cli trained = Cli.run("", "train", "--csv=" + mixed, "--out=" + folder.resolve("m"));
        assertThat(trained.status()).isEqualTo(2);
        assertThat(trained.err()).contains("320 of 400 rows repeat a time", hint);
        assertThat(Cli.run("", "score", mixed.toString(), "--key=rack").err())
                .doesNotContain("newer")
                .contains("5 keys; time: time (ISO-8601); values: volts");
    }

    @Test
    void seriesThatFollowEachOtherAreHintedAtInTheEnd() throws Exception {
        Path blocks =
                file(
                        "blocks.csv",
                        "time,site,v",
                        450,
                        i ->
                                hour(i % 150)
                                        + ":00Z,"
                                        + "abc".charAt(i / 150)
                                        + ","
                                        + number(wave(4, i)));
        assertThat(Cli.run("", "score", blocks.toString()).err())
                .contains("300 of 450 rows are not newer", "such as site (3 different values)");
    }

    @Test
    void aTimeThatDoesNotMoveIsSaidOnce() throws Exception {
        Path still = file("still.csv", "date,v", 150, i -> "2026-02-01," + number(wave(5, i)));
        Cli run = Cli.run("", "score", still.toString());
        assertThat(run.err())
                .containsOnlyOnce("the time hardly moves")
                .contains("99 of 99 rows have the time of the row before them")
                .contains("2026-02-01T00:00:00Z", "Is date the right column (--time)");
        Path daily =
                file(
                        "daily.csv",
                        "date,v",
                        480,
                        i -> hour(i).toLocalDate() + "," + number(wave(5, i)));
        assertThat(Cli.run("", "score", daily.toString()).err()).contains("the time hardly moves");
        Path moves = file("moves.csv", "time,v", 150, i -> hour(i) + ":00Z," + wave(5, i));
        assertThat(Cli.run("", "score", moves.toString()).err().lines()).hasSize(1);
    }

    @Test
    void strictEndsEachCommandWithStatusThree() throws Exception {
        Path broken =
                file(
                        "broken.csv",
                        "time,v",
                        300,
                        i -> hour(i) + ":00Z," + (i == 200 ? "off" : number(wave(6, i))));
        Cli scored = Cli.run("", "score", broken.toString(), "--strict");
        assertThat(scored.status()).isEqualTo(3);
        assertThat(scored.err()).contains("line 202: ", "201 rows read, 200 scored, 1 refused");
        assertThat(evaluate(broken, "--strict").status()).isEqualTo(3);
        assertThat(evaluate(broken).status()).isEqualTo(2);
        Cli trained =
                Cli.run("", "train", "--csv=" + broken, "--strict", "--out=" + folder.resolve("s"));
        assertThat(trained.status()).as(trained.err()).isEqualTo(3);
        assertThat(trained.err()).contains("broken.csv: line 202: ", "'off'");
    }

    @Test
    void aValueBeyondTheLimitsIsNamedWithFileLineAndColumn() throws Exception {
        Path huge =
                file(
                        "huge.csv",
                        "time,v",
                        300,
                        i -> hour(i) + ":00Z," + (i == 70 ? "-1.7E308" : number(wave(7, i))));
        Cli evaluated = evaluate(huge);
        assertThat(evaluated.status()).isEqualTo(2);
        assertThat(evaluated.err())
                .contains("huge.csv, line 72: value field 'v' is -1.7E308; allowed are 0 and")
                .contains("magnitude from 1e-100 to 1e100");
        Cli scored = Cli.run("", "score", huge.toString());
        assertThat(scored.status()).isZero();
        assertThat(scored.err())
                .contains("line 72: value field 'v' is -1.7E308; allowed are 0 and");
        assertThat(scored.out().lines()).hasSize(300);
    }

    @Test
    void columnsWithoutAnyNumberAreLeftOutOfAnEvaluation() throws Exception {
        Path gaps =
                file(
                        "gaps.csv",
                        "time,v,gone",
                        300,
                        i -> hour(i) + ":00Z," + number(wave(8, i)) + ",NA");
        Cli run = evaluate(gaps);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).contains("column gone is left out: it holds no number");
        assertThat(run.out()).contains("gaps.csv: 1 series, 300 events");
    }

    @Test
    void whereNoRowCouldBeScoredTheCommandFails() {
        Cli run = Cli.run("time,v\n2026-W01,1\n2026-W02,2\n", "score");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .contains("line 2: ", "--time-pattern", "2 rows read, 0 scored, 2 refused")
                .contains("none of the rows could be scored");
    }

    @Test
    void aMistypedOptionNamesWhatIsAllowed() {
        String row = "time,v\n2026-01-01T00:00:00Z,1\n";
        assertThat(Cli.run(row, "score", "--decimal-separator=;").err())
                .contains("--decimal-separator", "allowed are . and ,");
        assertThat(Cli.run(row, "score", "--delimiter=::").err())
                .contains("--delimiter", "one character and the word tab");
        assertThat(Cli.run(row.replace(',', '\t'), "score", "--delimiter=tab").status()).isZero();
    }
}
