package io.undercurrent.deploy.docs;

import io.undercurrent.cli.Main;
import io.undercurrent.command.CommandProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command line with the commands of all modules. No real program has all of them: those of
 * Flink and those of Kafka Streams never share a class path. So the commands of modules that are
 * not on this one come from their folders of classes, through a class loader of their own and
 * without the libraries that they would need to run.
 */
final class Program {
    private static final String SERVICE = "META-INF/services/" + CommandProvider.class.getName();
    private static final String LAB = "io.undercurrent.lab.";
    private static final List<CommandProvider> PROVIDERS = providers();

    private Program() {}

    /** With everything that a checkout has. */
    static CommandLine ofCheckout() {
        return of(provider -> true);
    }

    /** What is shipped: without the module lab. */
    static CommandLine shipped() {
        return of(provider -> !isLab(provider));
    }

    /** Names of the commands that only a checkout has, or that do more there. */
    static List<String> lab() {
        return PROVIDERS.stream()
                .filter(Program::isLab)
                .flatMap(provider -> provider.commands().stream())
                .map(Program::name)
                .toList();
    }

    private static CommandLine of(Predicate<CommandProvider> which) {
        CommandLine line = new CommandLine(Main.class);
        PROVIDERS.stream()
                .filter(which)
                .flatMap(provider -> provider.commands().stream())
                .forEach(
                        command -> {
                            String name = name(command);
                            if (line.getSubcommands().containsKey(name)) {
                                line.getCommandSpec().removeSubcommand(name);
                            }
                            line.addSubcommand(command);
                        });
        line.setCaseInsensitiveEnumValuesAllowed(true);
        return line;
    }

    private static String name(Class<?> command) {
        return command.getAnnotation(Command.class).name();
    }

    private static boolean isLab(CommandProvider provider) {
        return provider.getClass().getName().startsWith(LAB);
    }

    private static List<CommandProvider> providers() {
        List<URL> folders = new ArrayList<>();
        try (Stream<Path> modules = Files.list(Pages.ROOT)) {
            for (Path module : modules.sorted().toList()) {
                Path classes = module.resolve("target/classes");
                // Not those of a module that is gone, whose classes may still be there.
                if (Files.exists(module.resolve("src/main/resources").resolve(SERVICE))) {
                    folders.add(classes.toUri().toURL());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ClassLoader loader =
                new URLClassLoader(folders.toArray(URL[]::new), Program.class.getClassLoader());
        return ServiceLoader.load(CommandProvider.class, loader).stream()
                .<CommandProvider>map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(provider -> provider.getClass().getName()))
                .toList();
    }
}
