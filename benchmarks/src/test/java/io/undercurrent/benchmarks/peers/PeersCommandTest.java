package io.undercurrent.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class PeersCommandTest {
    @Test
    void optionsAreCheckedBeforeAnythingStarts() {
        assertThat(said("--keys=3", "--partitions=2")).contains("--keys = 3").contains("multiples");
        assertThat(said("--contestants=rcf,nobody")).contains("--contestants = nobody");
        assertThat(said("--rounds=0")).contains("--rounds = 0");
        assertThat(said("--runtimes-of=rcf")).contains("--runtimes-of = rcf");
        assertThat(said("--sets=nab")).contains("--sets = nab").contains("skab, msl, tsbad");
    }

    @Test
    void theCommandIsShownAsItWasGivenWithoutWhereItsResultsGo() {
        assertThat(
                        PeersCommand.shown(
                                List.of(
                                        "peers",
                                        "--keys",
                                        "8",
                                        "--out",
                                        "x",
                                        "--paste=y",
                                        "--quick")))
                .isEqualTo("benchmarks/run peers --keys 8 --quick");
        assertThat(PeersCommand.shown(List.of("--rounds=2")))
                .isEqualTo("benchmarks/run peers --rounds=2");
    }

    private static String said(String... options) {
        StringBuilder said = new StringBuilder();
        CommandLine command = new CommandLine(new PeersCommand());
        command.setExecutionExceptionHandler(
                (e, line, parsed) -> {
                    said.append(e.getMessage());
                    return 1;
                });
        assertThat(command.execute(options)).isEqualTo(1);
        return said.toString();
    }
}
