package io.undercurrent.command;

import java.util.List;

/**
 * Adds commands to the program {@code undercurrent}. A module that brings commands implements this
 * interface in a public class with a public constructor without parameters, and names that class in
 * {@code META-INF/services/io.undercurrent.command.CommandProvider}. The program finds every
 * provider on its class path with {@link java.util.ServiceLoader}, so that it does not depend on
 * the modules behind it.
 */
public interface CommandProvider {
    /**
     * The commands, in the order in which the help lists them.
     *
     * @return classes annotated with {@link picocli.CommandLine.Command}, each with a constructor
     *     without parameters; a command of a name that the program itself has takes its place, and
     *     two providers with the same name keep the program from starting
     */
    List<Class<?>> commands();
}
