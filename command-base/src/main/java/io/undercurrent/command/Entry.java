package io.undercurrent.command;

import io.undercurrent.spec.option.SpecException;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs a command line and turns refusals into one clear message. */
public final class Entry {
    /** Exit status if the input or an option was refused. */
    public static final int REFUSED = 2;

    /** Exit status if something failed while the command ran. */
    public static final int FAILED = 1;

    private Entry() {}

    /**
     * Runs one command.
     *
     * @param program the annotated program
     * @param args the command and its options
     * @return the exit status: 0 fine, 1 failed, 2 refused
     */
    public static int run(Object program, String... args) {
        return run(program, List.of(), args);
    }

    /**
     * Runs one command of the program or of those that were added to it.
     *
     * @param program the annotated program
     * @param more annotated commands, which the help lists after the program's own; one of them
     *     replaces the program's own command of the same name
     * @param args the command and its options
     * @return the exit status: 0 fine, 1 failed, 2 refused
     */
    public static int run(Object program, List<Class<?>> more, String... args) {
        CommandLine line = new CommandLine(program);
        Set<String> own = Set.copyOf(line.getSubcommands().keySet());
        for (Class<?> added : more) {
            CommandLine command = new CommandLine(added);
            if (own.contains(command.getCommandName())) {
                line.getCommandSpec().removeSubcommand(command.getCommandName());
            }
            line.addSubcommand(command);
        }
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler(
                (e, arguments) -> {
                    CommandLine command = e.getCommandLine();
                    command.getErr().println(Arguments.masked(e.getMessage(), arguments));
                    if (!UnmatchedArgumentException.printSuggestions(e, command.getErr())) {
                        command.usage(command.getErr());
                    }
                    return REFUSED;
                });
        line.setExecutionExceptionHandler(
                (e, command, parsed) -> {
                    command.getErr().println("undercurrent: " + Failures.explain(e));
                    if (System.getenv("UNDERCURRENT_STACKTRACE") != null) {
                        e.printStackTrace(command.getErr());
                    }
                    return isRefusal(e) ? REFUSED : FAILED;
                });
        return args.length == 0 ? usage(line) : line.execute(args);
    }

    private static int usage(CommandLine line) {
        line.usage(line.getErr());
        return REFUSED;
    }

    private static boolean isRefusal(Throwable e) {
        return e instanceof SpecException
                || e instanceof IllegalArgumentException
                || e instanceof IllegalStateException;
    }
}
