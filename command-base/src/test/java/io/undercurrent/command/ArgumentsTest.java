package io.undercurrent.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the messages about a wrong command line show of it. */
class ArgumentsTest {
    private static final String SECRET = "hunter2";

    @Test
    void noSlipOfThePenShowsASecret() {
        List<String[]> lines =
                List.of(
                        new String[] {"--propety", "sasl.jaas.config=" + SECRET},
                        new String[] {"--propety=sasl.jaas.config=" + SECRET},
                        new String[] {"-property", "ssl.key.password:" + SECRET},
                        new String[] {"ssl.truststore.password=" + SECRET},
                        new String[] {"ssl.truststore.password " + SECRET},
                        new String[] {"--password", SECRET},
                        new String[] {"--password=" + SECRET},
                        new String[] {"--propety", "sasl.password", SECRET},
                        new String[] {"--propety", "sasl.password=", SECRET},
                        new String[] {"sasl.password", SECRET},
                        new String[] {"--count", "api.key=" + SECRET},
                        new String[] {"--count=api.key=" + SECRET},
                        new String[] {"--count=1", "--count", "my.secret=" + SECRET});
        for (String[] line : lines) {
            String said = run(line);
            assertThat(said).as("%s", List.of(line)).doesNotContain(SECRET).isNotBlank();
        }
    }

    @Test
    void otherMistakesAreShownInFull() {
        assertThat(run("--propety", "acks=some")).contains("--propety", "acks=some");
        assertThat(run("--count", "many")).contains("--count", "many", "Usage: trial");
        assertThat(run("--cont=3")).contains("--cont=3", "--count");
    }

    private static String run(String... line) {
        PrintStream real = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try {
            System.setErr(new PrintStream(said, true, UTF_8));
            assertThat(Entry.run(new Trial(), line)).isEqualTo(Entry.REFUSED);
        } finally {
            System.setErr(real);
        }
        return said.toString(UTF_8);
    }

    @Command(name = "trial")
    private static final class Trial implements Callable<Integer> {
        @Option(names = "--count")
        private int count;

        @Override
        public Integer call() {
            return count;
        }
    }
}
