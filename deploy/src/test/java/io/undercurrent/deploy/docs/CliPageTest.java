package io.undercurrent.deploy.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** {@code docs/reference/cli.md} is what {@code --help} says. */
class CliPageTest {
    private static final Path PAGE = Pages.DOCS.resolve("reference/cli.md");
    private static final String AGAIN =
            "mvn -pl deploy -am test -Dtest=CliPageTest -Dsurefire.failIfNoSpecifiedTests=false"
                    + " -Dupdate.docs=true";

    @Test
    void thePageIsWhatHelpSays() throws Exception {
        String page = render();
        if (Boolean.getBoolean("update.docs")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
                .as("docs/reference/cli.md; regenerate it: " + AGAIN)
                .isEqualTo(page);
    }

    private static String render() {
        StringBuilder page =
                new StringBuilder(
                        """
                        # Command line

                        Generated from the commands; do not edit. After a change there:
                        `AGAIN`

                        The [guide](../guide.md) says what each command is for. `./undercurrent \
                        COMMAND --help` prints the same as this page.
                        """
                                .replace("AGAIN", AGAIN));
        add(page, "", Program.shipped());
        StringBuilder lab = new StringBuilder();
        CommandLine checkout = Program.ofCheckout();
        Program.lab().forEach(name -> addOne(lab, "", checkout.getSubcommands().get(name)));
        if (!lab.isEmpty()) {
            page.append(
                    """

                    ## Only in a checkout

                    The module `lab` is not shipped. It adds these commands, or takes the place \
                    of one above.
                    """);
            page.append(lab.toString().replace("\n## ", "\n## lab: "));
        }
        return page.toString();
    }

    private static void add(StringBuilder page, String prefix, CommandLine parent) {
        parent.getSubcommands().values().stream()
                .distinct()
                .forEach(command -> addOne(page, prefix, command));
    }

    private static void addOne(StringBuilder page, String prefix, CommandLine command) {
        String name = prefix + command.getCommandName();
        page.append("\n## ").append(name).append("\n\n```text\n");
        page.append(usage(command)).append("```\n");
        add(page, name + " ", command);
    }

    /** Without colours and without blanks at line ends. */
    private static String usage(CommandLine command) {
        command.setUsageHelpWidth(100);
        return command.getUsageMessage(CommandLine.Help.Ansi.OFF).replaceAll("(?m) +$", "");
    }
}
