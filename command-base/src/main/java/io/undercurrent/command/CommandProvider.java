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
     *     without parameters; the name of each command differs from that of every other command of
     *     the program, or the program does not start
     */
    List<Class<?>> commands();
}
