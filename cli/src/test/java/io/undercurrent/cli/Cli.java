package io.undercurrent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;

/**
 * One command line that ran in this JVM, as a shell would have run it: a second faster than a child
 * JVM, for commands that end by themselves.
 *
 * @param status the exit status
 * @param out what went to standard output
 * @param err what went to standard error
 */
public record Cli(int status, String out, String err) {
    /**
     * Asserts that a command was refused as its user's mistake: by texts, without a stack trace.
     */
    public static void refused(Cli run, String... texts) {
        assertThat(run.err).as(run.out).contains(texts).doesNotContain("\tat ");
        assertThat(run.status).as(run.err).isEqualTo(2);
    }

    /** Runs a command with a text as its standard input. */
    public static Cli run(String input, String... args) {
        InputStream realIn = System.in;
        PrintStream realOut = System.out;
        PrintStream realErr = System.err;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try {
            System.setIn(new ByteArrayInputStream(input.getBytes(UTF_8)));
            System.setOut(new PrintStream(out, true, UTF_8));
            System.setErr(new PrintStream(err, true, UTF_8));
            int status = Main.run(args);
            System.out.flush();
            System.err.flush();
            return new Cli(status, out.toString(UTF_8), err.toString(UTF_8));
        } finally {
            System.setIn(realIn);
            System.setOut(realOut);
            System.setErr(realErr);
        }
    }
}
