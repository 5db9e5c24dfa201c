package io.undercurrent.command;

import java.util.List;

/**
 * Adds commands to the program {@code undercurrent}. A module that brings commands implements this
 * interface in a public class with a public constructor without parameters, and names that class in
 * {@code META-INF/services/io.undercurrent.command.CommandProvider}. The program finds every
 * provider on its class path with {@link java.util.ServiceLoader}, so it does not depend on the
 * modules that bring them.
 */
public interface CommandProvider {
    /**
     * The commands, in the order in which the help lists them.
     *
     * @return classes annotated with {@link picocli.CommandLine.Command}, each with a constructor
     *     without parameters; a command replaces the program's own command of the same name; if two
     *     providers add commands of the same name, the program does not start
     */
    List<Class<?>> commands();
}
